import Testing

/// The programs when something is wrong: servers, resolvers, lists, the host, the people. One after the other, as those of
/// `SystemTests` are; a test runs beside one of them, so each has ports of its own.
@Suite(.serialized) struct AdversityTests {}
