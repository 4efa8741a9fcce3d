"""The desk of a train operator."""
