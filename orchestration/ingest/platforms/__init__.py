"""One module per platform: what its exports look like. Each module lists its formats in EXPORTS."""
