"""Assignment → submission → grade → gradebook, without a server."""
