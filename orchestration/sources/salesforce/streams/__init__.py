"""What is read of Salesforce: each module is one family of streams, and its `STREAMS` are found."""
