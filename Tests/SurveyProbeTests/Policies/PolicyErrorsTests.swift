import Glibc
import NIOCore
import SurveyCore
import Testing

@testable import SurveyProbe

@Suite struct PolicyErrorsTests {
  static let connecting: [(reason: Reason, fetch: PolicyFetch)] = [
    (.tcpRefused, .failed(.refused)),
    (.tcpTimeout, .failed(.timeout)),
    (.tcpReset, .failed(.closed)),
    (.tcpUnreachable, .failed(.unreachable)),
    (.local(.descriptors), .inconclusive(.descriptors)),
    (.local(.noIPv6), .inconclusive(.noIPv6)),
  ]

  @Test(arguments: connecting) func failedConnectionHasItsWord(reason: Reason, fetch: PolicyFetch) {
    #expect(PolicyFetch(connecting: reason) == fetch)
  }

  static let connected: [(number: Int32, before: PolicyFetch, after: PolicyFetch)] = [
    (ECONNRESET, .failed(.tls(.handshake)), .failed(.closed)),
    (EPIPE, .failed(.tls(.handshake)), .failed(.closed)),
    (ETIMEDOUT, .failed(.timeout), .failed(.timeout)),
    (ENOBUFS, .inconclusive(.memory), .inconclusive(.memory)),
    (EIO, .inconclusive(.other(EIO)), .inconclusive(.other(EIO))),
  ]

  @Test(arguments: connected) func lostConnectionHasItsWord(number: Int32, before: PolicyFetch, after: PolicyFetch) {
    let error = IOError(errnoCode: number, reason: "read")
    #expect(PolicyFetch(connection: error, tlsFault: .handshake) == before)
    #expect(PolicyFetch(connection: error, tlsFault: nil) == after)
  }

  /// What leaves the question open goes before what the peer is to blame for.
  static let ends: [(ends: [PolicyFetch], settled: PolicyFetch)] = [
    ([], .failed(.noAddress)),
    ([.failed(.refused), .failed(.timeout)], .failed(.refused)),
    ([.failed(.refused), .inconclusive(.noIPv6)], .inconclusive(.noIPv6)),
    ([.refused(.blocklisted), .inconclusive(.noIPv6)], .inconclusive(.noIPv6)),
    ([.failed(.refused), .refused(.blocklisted)], .refused(.blocklisted)),
    ([.refused(.reserved), .failed(.refused)], .failed(.refused)),
    ([.refused(.reserved), .refused(.blocklisted)], .refused(.blocklisted)),
    ([.refused(.reserved)], .refused(.reserved)),
  ]

  @Test(arguments: ends) func openQuestionCounts(ends: [PolicyFetch], settled: PolicyFetch) {
    #expect(PolicyFetch.settled(ends) == settled)
  }
}
