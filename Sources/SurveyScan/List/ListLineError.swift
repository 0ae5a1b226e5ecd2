public import SurveyCore

/// Why a line of a list is no entry.
public enum ListLineError: Error, Hashable, Sendable {
  /// The name breaks a rule of host names.
  case name(DomainNameError)
  /// A name of one label: a top-level domain or a host of somebody's own network.
  case singleLabel
  /// An internationalised name that has no A-label form, with the converter's words.
  case idna(String)
  /// Octets that are not UTF-8.
  case notUTF8
  /// A URL, which is only reduced to its host where that was asked for.
  case url
  /// An e-mail address, which is only reduced to its domain where that was asked for.
  case mailAddress
  /// More than `ListParser.maximumLineLength` octets.
  case tooLong
  /// A rank that is no whole number from 1 to 2⁶⁴ − 1.
  case badRank
  /// A weight that is no number above 0 and up to `ListMeasure.maximumWeight`.
  case badWeight
  /// Fewer columns than the format has.
  case missingColumn
  /// In a zone file, no record with its owner in full.
  case noZoneRecord
  /// In a zone file, a delegation of a name that is not below the apex.
  case outsideZone

  /// A word for tables and logs.
  public var word: String {
    switch self {
    case .name(let error): error.word
    case .singleLabel: "single-label"
    case .idna: "idna"
    case .notUTF8: "not-utf8"
    case .url: "url"
    case .mailAddress: "e-mail"
    case .tooLong: "line-too-long"
    case .badRank: "bad-rank"
    case .badWeight: "bad-weight"
    case .missingColumn: "missing-column"
    case .noZoneRecord: "no-zone-record"
    case .outsideZone: "outside-zone"
    }
  }
}
