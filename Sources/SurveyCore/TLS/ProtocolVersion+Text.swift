extension ProtocolVersion {
  /// The version that a text of the `tls_version` column stands for; `nil` for any other text.
  public init?(description: String) {
    if let known = [ProtocolVersion.ssl30, .tls10, .tls11, .tls12, .tls13].first(where: {
      $0.description == description
    }) {
      self = known
    } else {
      guard description.hasPrefix("0x"), let number = UInt16(description.dropFirst(2), radix: 16) else { return nil }
      self.init(rawValue: number)
      guard self.description == description else { return nil }
    }
  }
}
