import Testing

/// The programs as users run them, one after the other: they share the machine's two cores with the laboratory.
@Suite(.serialized) struct SystemTests {}
