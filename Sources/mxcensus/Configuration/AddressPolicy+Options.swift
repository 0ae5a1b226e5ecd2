import SurveyCore
import SurveyScan

extension AddressPolicy {
  /// What the flags let be dialled. Who has not said who they are dials reserved addresses only.
  init(_ options: MannersOptions, isIdentified: Bool) throws {
    self.init(
      blocklist: try Blocklist(file: options.blocklistFile),
      allowlist: try AddressSet(allowlist: options.allowlistFile),
      scope: !options.allowReserved ? .publicAddresses : isIdentified ? .all : .reservedAddresses)
  }

  /// What a check lets be dialled.
  init(_ options: CheckOptions, isIdentified: Bool) throws {
    self.init(
      blocklist: try Blocklist(file: options.blocklistFile),
      scope: !options.allowReserved ? .publicAddresses : isIdentified ? .all : .reservedAddresses)
  }
}

extension Blocklist {
  /// The entries of a file; none without one.
  fileprivate init(file path: String?) throws {
    guard let path else {
      self = .empty
      return
    }
    let text = String(decoding: try FileContents.read(path, as: "blocklist"), as: UTF8.self)
    do {
      try self.init(text)
    } catch {
      throw Refusal(
        .input,
        "blocklist \(path), line \(error.line): neither an address, a network, a range nor a domain: \(error.content.debugDescription)"
      )
    }
  }
}

extension AddressSet {
  /// The addresses, networks and ranges of a file; `nil` without one.
  fileprivate init?(allowlist path: String?) throws {
    guard let path else { return nil }
    let text = String(decoding: try FileContents.read(path, as: "allowlist"), as: UTF8.self)
    do {
      try self.init(blocklist: text)
    } catch {
      throw Refusal(
        .input,
        "allowlist \(path), line \(error.line): neither an address, a network nor a range: \(error.content.debugDescription)"
      )
    }
  }
}
