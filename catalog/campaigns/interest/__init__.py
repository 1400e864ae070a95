"""How much people look at goods: counted by the day and the product, and by nothing that tells who. docs/campaigns.md says how."""
