import pytest
import redis


@pytest.fixture
def broker(transactional_db, settings):
    """The broker of this test run, emptied before and after."""
    client = redis.Redis.from_url(settings.REDIS_URL)
    client.flushdb()
    yield client
    client.flushdb()


@pytest.fixture
def crew(broker, tmp_path):
    """Starts real workers; kills what is left of them."""
    from marketplace.jobs.tests.workers import Crew

    crew = Crew(tmp_path)
    yield crew
    crew.dismiss()
