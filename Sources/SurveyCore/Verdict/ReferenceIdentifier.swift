/// The `name` column: which name of the certificate matches the MX name.
public enum NameMatch: String, Sendable, Hashable, CaseIterable {
  /// A subjectAltName DNS-ID matches.
  case mxSAN = "mx-san"
  /// No DNS-ID matches, the common name does; RFC 9525 §2 does not count that.
  case mxCommonNameOnly = "mx-cn-only"
  /// Nothing matches.
  case none
}

extension DomainName {
  /// Whether a presented identifier matches this name as RFC 9525 §6.3 has it.
  ///
  /// A wildcard is the whole left-most label and stands for exactly one label; comparison ignores ASCII case; anything
  /// but letters, digits, hyphens and dots (NUL, control octets, spaces) matches nothing.
  public func matches(presented octets: [UInt8]) -> Bool {
    let wildcard = octets.starts(with: [UInt8(ascii: "*"), UInt8(ascii: ".")])
    // The final dot of an absolute name has no place in a certificate (RFC 5280 §4.2.1.6, preferred name syntax).
    guard octets.last != UInt8(ascii: ".") else { return false }
    // Most names are told apart by their length alone: some certificates have thousands.
    let wanted = wildcard ? text.utf8.drop { $0 != UInt8(ascii: ".") }.dropFirst() : text.utf8[...]
    guard octets.count - (wildcard ? 2 : 0) == wanted.count else { return false }
    guard let presented = try? DomainName(wildcard ? Array(octets.dropFirst(2)) : octets) else { return false }
    guard wildcard else { return presented == self }
    // "*." alone in front of a top-level domain would vouch for all of it.
    guard presented.labelCount >= 2, let dot = text.firstIndex(of: ".") else { return false }
    return text[text.index(after: dot)...] == presented.text
  }

  /// How the names in a certificate match this MX name.
  public func match(dnsNames: [[UInt8]], commonNames: [[UInt8]]) -> NameMatch {
    if dnsNames.contains(where: matches(presented:)) { return .mxSAN }
    return commonNames.contains(where: matches(presented:)) ? .mxCommonNameOnly : .none
  }
}
