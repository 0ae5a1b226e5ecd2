import CIDN2
public import SurveyCore

/// Internationalised domain names (RFC 5890), by libidn2.
public enum IDNA {
  /// The A-label form of a name that may hold U-labels: mapped by UTS #46, non-transitional, and looked up by the
  /// rules of RFC 5891 §5.
  public static func toASCII(_ text: String) throws(IDNAError) -> DomainName {
    // A C string would end here, and the rest go unseen.
    guard !text.utf8.contains(0) else { throw .name(.character(0)) }
    var output: UnsafeMutablePointer<UInt8>?
    let flags = Int32(IDN2_NONTRANSITIONAL.rawValue | IDN2_NFC_INPUT.rawValue)
    let code = unsafe idn2_lookup_u8(text, &output, flags)
    defer { unsafe idn2_free(output) }
    guard code == IDN2_OK.rawValue, let converted = unsafe output else { throw .conversion(code: code) }
    do {
      return try DomainName(unsafe String(cString: converted))
    } catch {
      throw .name(error)
    }
  }
}

/// Why a text has no A-label form.
public enum IDNAError: Error, Hashable, Sendable, CustomStringConvertible {
  /// libidn2 refused it, with its own code.
  case conversion(code: Int32)
  /// It was converted, and the result is no host name.
  case name(DomainNameError)

  /// What libidn2 or the rules of host names say.
  public var description: String {
    switch self {
    case .conversion(let code):
      unsafe "\(idn2_strerror(code).map { unsafe String(cString: $0) } ?? "unknown") (libidn2 code \(code))"
    case .name(let error): "no host name: \(error.word)"
    }
  }
}
