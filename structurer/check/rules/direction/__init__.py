"""Direction."""
