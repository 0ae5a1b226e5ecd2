import SurveyCore

/// Reads the name of a line, whatever stands for it there.
struct ListName: Sendable {
  /// Whether URLs and e-mail addresses are reduced to their domain.
  var reduces: Bool
  /// Converts a name with U-labels.
  var toASCII: @Sendable (String) throws -> DomainName

  /// The name that a column stands for.
  func read(_ octets: ArraySlice<UInt8>) throws(ListLineError) -> DomainName {
    let name: DomainName
    do {
      // By way of text, as Core's generic door is not specialised for other modules: measured six times as fast. What
      // decoding repairs is not ASCII before or after.
      name = try DomainName(String(decoding: octets, as: UTF8.self))
    } catch {
      // The common line is a plain name. Only what is none is looked at closer.
      name = try readOther(octets, error)
    }
    guard name.text.utf8.contains(UInt8(ascii: ".")) else { throw .singleLabel }
    return name
  }

  private func readOther(
    _ octets: ArraySlice<UInt8>, _ error: DomainNameError
  ) throws(ListLineError) -> DomainName {
    if let host = ListName.host(ofURL: octets) {
      guard reduces else { throw .url }
      return try convert(host)
    }
    if let at = octets.lastIndex(of: UInt8(ascii: "@")) {
      guard reduces else { throw .mailAddress }
      return try convert(octets[(at + 1)...])
    }
    guard octets.contains(where: { $0 >= 0x80 }) else { throw .name(error) }
    return try convert(octets)
  }

  private func convert(_ octets: ArraySlice<UInt8>) throws(ListLineError) -> DomainName {
    guard octets.contains(where: { $0 >= 0x80 }) else {
      do {
        return try DomainName(octets)
      } catch {
        throw .name(error)
      }
    }
    guard let text = String(validating: octets, as: UTF8.self) else { throw .notUTF8 }
    do {
      return try toASCII(text)
    } catch {
      throw .idna("\(error)")
    }
  }

  /// The host of a URL (RFC 3986 §3.2): behind `://` and user information, before port, path, query and fragment.
  private static func host(ofURL octets: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard let colon = octets.firstIndex(of: UInt8(ascii: ":")), octets[colon...].starts(with: "://".utf8)
    else {
      return nil
    }
    var authority = octets[(colon + 3)...].prefix { !"/?#\\".utf8.contains($0) }
    if let at = authority.lastIndex(of: UInt8(ascii: "@")) { authority = authority[(at + 1)...] }
    guard let port = authority.lastIndex(of: UInt8(ascii: ":")),
      authority[(port + 1)...].allSatisfy({ (0x30...0x39).contains($0) })
    else { return authority }
    return authority[..<port]
  }
}
