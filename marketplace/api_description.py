"""How the API describes itself: what stands around the schema, and the names of its choices."""

SPECTACULAR_SETTINGS = {
    "TITLE": "Isoko API",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": r"/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "marketplace.api.schema.close_bodies",
        "marketplace.api.schema.add_problems",
    ],
    "ENUM_NAME_OVERRIDES": {
        "QuoteState": "orders.logistics.enums.QuoteState",
        "DeliveryMode": "orders.logistics.enums.Mode",
        "DeliveryService": "orders.logistics.enums.Service",
        "OrderGroupState": "orders.enums.GroupState",
        "OrderState": "orders.enums.OrderState",
        "RefusalReason": "orders.enums.RefusalReason",
        "LineTrouble": "orders.enums.LineTrouble",
        "PaymentState": "orders.payments.enums.PaymentState",
        "RefundState": "orders.payments.enums.RefundState",
        "DocumentKind": "orders.paperwork.enums.Kind",
        "DocumentState": "orders.paperwork.enums.DocumentState",
        "CoffeeProcess": "catalog.enums.CoffeeProcess",
        "Unit": "catalog.enums.Unit",
    },
    "SWAGGER_UI_DIST": "SIDECAR",
    # Nothing is asked of another host: no validator's badge.
    "SWAGGER_UI_SETTINGS": {"deepLinking": True, "defaultModelsExpandDepth": 0, "displayRequestDuration": True, "validatorUrl": None},
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}
