"""What the schema promises of all operations together."""

import pytest
import yaml
from django.core.management import call_command

from marketplace.api.tests.callers import caller, refusal

WRITING = {"post", "put", "patch", "delete"}
# They create no money, stock or document; each says what comes of sending it twice.
# What is told twice is known by its own number there, or changes nothing.
WITHOUT_KEY = {"token_create", "cart_lines_create", "cart_accept", "carrier_events_tell", "carrier_events_tell_many"}


@pytest.fixture(scope="module")
def schema(tmp_path_factory):
    path = tmp_path_factory.mktemp("schema") / "schema.yml"
    call_command("spectacular", "--validate", "--fail-on-warn", "--file", str(path))
    return yaml.safe_load(path.read_text())


def operations(schema):
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def test_schema_is_valid_and_without_warnings(schema):
    assert schema["openapi"].startswith("3.1")
    assert {path.split("/")[3] for path in schema["paths"]} == {
        "carrier",
        "cart",
        "categories",
        "checkout",
        "conversations",
        "documents",
        "messages",
        "orders",
        "photos",
        "products",
        "questions",
        "reviews",
        "quotes",
        "sell",
        "sellers",
        "token",
        "trade",
        "wishes",
    }


def test_every_operation_has_a_name_a_place_words_and_a_problem(schema):
    tags = {tag["name"] for tag in schema["tags"]}
    names = [operation["operationId"] for _, _, operation in operations(schema)]

    assert len(names) == len(set(names))
    for _path, _method, operation in operations(schema):
        assert set(operation["tags"]) <= tags
        assert operation["summary"]
        assert set(operation["responses"]["default"]["content"]) == {"application/problem+json"}


def test_everything_that_creates_takes_a_key(schema):
    without = {
        operation["operationId"]
        for _path, method, operation in operations(schema)
        if method == "post" and "Idempotency-Key" not in [parameter["name"] for parameter in operation.get("parameters", [])]
    }

    assert without == WITHOUT_KEY


def test_bodies_take_the_named_fields_only(schema):
    for _path, method, operation in operations(schema):
        if method in WRITING and "requestBody" in operation:
            (media,) = operation["requestBody"]["content"].values()
            name = media["schema"]["$ref"].rpartition("/")[2]
            assert schema["components"]["schemas"][name]["additionalProperties"] is False, name


def test_examples_of_bodies_fit_their_schema(schema):
    from jsonschema import Draft202012Validator
    from referencing import Registry, Resource
    from referencing.jsonschema import DRAFT202012

    registry = Registry().with_resource("urn:s", Resource.from_contents(schema, default_specification=DRAFT202012))
    found = 0
    for _path, _method, operation in operations(schema):
        for media in operation.get("requestBody", {}).get("content", {}).values():
            name = media["schema"]["$ref"].rpartition("/")[2]
            for example in media.get("examples", {}).values():
                Draft202012Validator({"$ref": f"urn:s#/components/schemas/{name}"}, registry=registry).validate(example["value"])
                found += 1
    assert found >= 5


@pytest.mark.parametrize("kind", ["application/vnd.oai.openapi", "application/json", "application/vnd.oai.openapi+json", "*/*"])
def test_schema_is_served_as_yaml_and_as_json(db, kind):
    answer = caller().get("/api/schema/", {"lang": "\x00"}, headers={"Accept": kind})

    assert answer.status_code == 200
    assert yaml.safe_load(answer.content)["info"]["title"] == "Isoko API"


def test_docs_ask_no_other_host_and_carry_no_inline_script(client, db):
    page = client.get("/api/docs/").content.decode()

    assert "<style" not in page and "style=" not in page and "<script>" not in page
    assert "//" not in page.replace("http://www.w3.org", "")
    assert 'data-theme=""' in page
    client.cookies["theme"] = "dark"
    assert 'data-theme="dark"' in client.get("/api/docs/").content.decode()
    assert client.get("/api/docs/?script").headers["Content-Type"].startswith("application/javascript")


@pytest.mark.parametrize(
    "path", ["/api/", "/api/v1/", "/api/v1/products", "/api/v2/products/", "/api/v1/orders/a/b/c/", "/api/%00/", "/api/v1/%0A/"]
)
def test_unknown_address_is_a_problem(db, path):
    assert refusal(caller().get(path)) == (404, "not-found", [])


def test_unknown_address_asks_nobody_for_a_csrf_token(client, db):
    guest = caller()
    guest.cookies["sessionid"] = "x" * 32

    assert refusal(guest.post("/api/v1/nowhere/", {})) == (404, "not-found", [])


def test_bugs_and_unreadable_requests_are_problems_too(client, db, monkeypatch, settings):
    def broken(*_args, **_kwargs):
        raise RuntimeError("a bug of ours")

    monkeypatch.setattr("sellers.api.views.approved_sellers", broken)
    client.raise_request_exception = False

    assert refusal(client.get("/api/v1/sellers/")) == (500, "server-error", [])
    assert refusal(client.get("/api/v1/sellers/", headers={"Host": "evil.example"})) == (400, "bad-request", [])
    assert client.get("/sellers/none/", headers={"Host": "evil.example"}).headers["Content-Type"].startswith("text/html")
