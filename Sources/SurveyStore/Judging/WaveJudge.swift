public import SurveyCore

/// Judges chains for a wave; the store knows neither trust stores nor certificates' insides.
public protocol WaveJudge: Sendable {
  /// Digest of the trust anchors.
  var trustStoreSHA256: Fingerprint { get }
  /// Digest of the intermediates that complete chains.
  var intermediatesSHA256: Fingerprint { get }
  /// Senders with a trust of their own, at most `SenderPolicy.maximumFurther`.
  var senders: [FurtherSender] { get }
  /// Judges a chain, leaf first, at an instant.
  func judge(_ chain: [[UInt8]], at instant: Instant) -> JudgedChain
  /// Judges a chain as one of `senders` does.
  func judge(_ chain: [[UInt8]], as sender: Int, at instant: Instant) -> FurtherTrust
  /// Judges a chain by the TLSA records of a host, of which one at least is usable by its form.
  /// - Parameters:
  ///   - records: the host's TLSA RRset.
  ///   - names: the reference names of DANE-TA(2).
  func judge(_ chain: [[UInt8]], by records: TLSARRset, names: [DomainName], at instant: Instant) -> DANEFinding
}
