import SurveyCore

/// What `--fail-on` asks for: words of which the lowest-preference MX hosts must have none.
public struct CheckAlarm: Hashable, Sendable {
  /// The words, in the order of `allWords`.
  public let words: [String]

  /// Every word: the classes, `no-tls`, `mixed` and `unreachable`.
  public static let allWords: [String] =
    CertificateClass.allCases.map(\.rawValue) + [
      AddressResult.noTLS.word, SightingGroup.Result.mixed.word, unreachable,
    ]

  private static let unreachable = "unreachable"

  /// The alarm of words separated by commas.
  /// - Throws: the first word that is none.
  public init(_ text: String) throws(UnknownWord) {
    var chosen: Set<String> = []
    for word in text.split(separator: ",", omittingEmptySubsequences: false) {
      guard CheckAlarm.allWords.contains(String(word)) else { throw UnknownWord(word: String(word)) }
      chosen.insert(String(word))
    }
    words = CheckAlarm.allWords.filter(chosen.contains)
  }

  /// A word that means nothing.
  public struct UnknownWord: Error, Hashable, Sendable {
    /// As it was given.
    public let word: String
  }

  /// A sentence for each cause of alarm; empty where there is none.
  ///
  /// A host has the class of each of its addresses, and `mixed` where they differ. It is `unreachable` where nobody lets
  /// us in; so is a domain whose mail has nowhere to go, but not one with a null MX, which wants it so.
  public func causes(in domain: CheckedDomain) -> [String] {
    let hosts = domain.lowestHosts.flatMap { host in
      words.filter { has(host, $0) }.map { "\(host.text) is \($0)" }
    }
    guard hosts.isEmpty, words.contains(CheckAlarm.unreachable), domain.hosts.isEmpty else { return hosts }
    switch domain.mxStatus {
    case .null, .inconclusive: return []
    case .mx, .implicit, .nullMixed, .nodata, .nxdomain, .servfail, .timeout, .bogus, .malformed, .invalid:
      return ["\(domain.name) is \(CheckAlarm.unreachable) (\(domain.mxStatus.rawValue))"]
    }
  }

  private func has(_ host: CheckedHost, _ word: String) -> Bool {
    if word == CheckAlarm.unreachable { return host.isUnreachable }
    return host.sightings.result?.word == word || host.addresses.contains { $0.result?.word == word }
  }
}
