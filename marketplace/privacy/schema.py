"""What data.json of a copy looks like. A change of its shape is a new FORMAT."""

FORMAT = "isoko-personal-data-1"
SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "What the marketplace holds of one person",
    "type": "object",
    "required": ["format", "made_at", "hub", "person", "holdings"],
    "additionalProperties": False,
    "properties": {
        "format": {"const": FORMAT},
        "made_at": {"type": "string", "format": "date-time"},
        "hub": {"type": "string", "description": "The country's marketplace, by its code."},
        "person": {"enum": ["member", "guest"]},
        "holdings": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["code", "room", "what", "why", "basis", "kept", "rows", "files"],
                "additionalProperties": False,
                "properties": {
                    "code": {"type": "string", "description": "Stays the same in every language and version."},
                    "room": {"type": "string"},
                    "what": {"type": "string"},
                    "why": {"type": "string"},
                    "basis": {"enum": ["contract", "consent", "law", "safety"]},
                    "kept": {"type": "string", "description": "How long it stays, in words."},
                    "rows": {
                        "type": "array",
                        "items": {"type": "object"},
                        "description": "Columns by name; times in ISO 8601 with their zone, money as decimal text beside its currency.",
                    },
                    "files": {"type": "array", "items": {"type": "string"}, "description": "Places in this ZIP."},
                },
            },
        },
    },
}
