"""What the linter looks at, one subject a module; each rule yields findings and changes nothing."""
