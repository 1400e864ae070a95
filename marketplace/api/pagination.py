from rest_framework.pagination import PageNumberPagination as Base


class PageNumberPagination(Base):
    """Pages of 24; `page_size` up to 100."""

    page_size_query_param = "page_size"
    max_page_size = 100
