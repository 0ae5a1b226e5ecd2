import SurveyCore
import SurveyScan

extension AddressPolicy {
  /// What the flags let be dialled. Who has not said who they are dials reserved addresses only.
  init(_ options: MannersOptions, isIdentified: Bool) throws {
    self.init(
      blocklist: try AddressSet(file: options.blocklistFile, as: "blocklist") ?? .empty,
      allowlist: try AddressSet(file: options.allowlistFile, as: "allowlist"),
      scope: !options.allowReserved ? .publicAddresses : isIdentified ? .all : .reservedAddresses)
  }

  /// What a check lets be dialled.
  init(_ options: CheckOptions, isIdentified: Bool) throws {
    self.init(
      blocklist: try AddressSet(file: options.blocklistFile, as: "blocklist") ?? .empty,
      scope: !options.allowReserved ? .publicAddresses : isIdentified ? .all : .reservedAddresses)
  }
}

extension AddressSet {
  /// The addresses and networks of a file; `nil` without one.
  fileprivate init?(file path: String?, as purpose: String) throws {
    guard let path else { return nil }
    let text = String(decoding: try FileContents.read(path, as: purpose), as: UTF8.self)
    do {
      try self.init(blocklist: text)
    } catch {
      throw Refusal(
        .configuration,
        "\(purpose) \(path), line \(error.line): neither an address nor a network: \(error.content.debugDescription)")
    }
  }
}
