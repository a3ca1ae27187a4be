"""Question in, draft out; gates decide what may leave."""
