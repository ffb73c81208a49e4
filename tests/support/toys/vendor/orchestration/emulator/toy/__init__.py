"""The toy's API, as its own documents would tell it."""
