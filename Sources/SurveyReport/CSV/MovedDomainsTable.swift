public import SurveyCore

/// The domains behind a comparison's numbers as CSV, one row a domain, so that a survey of any size is written as it is
/// read.
///
/// ```
/// example.org,self-signed,ca-verified,0.5,0.5,mx.example.org,mx.provider.example,example.org,provider.example
/// ```
///
/// Lines end in LF, as other tools of a pipe expect, where RFC 4180 has CRLF.
public enum MovedDomainsTable {
  /// The header row, with its line end.
  public static let header =
    "domain,from_class,to_class,weight_before,weight_after,mx_before,mx_after,operator_before,operator_after\n"

  /// The row of a domain, with its line end; a field of what is not known is empty.
  public static func row(_ moved: MovedDomain) -> String {
    let fields = [
      CSVField(moved.domain.text), CSVField(moved.from.word), CSVField(moved.to.word), CSVField(moved.weightBefore),
      CSVField(moved.weightAfter), text(moved.mxBefore), text(moved.mxAfter), text(moved.operatorBefore),
      text(moved.operatorAfter),
    ]
    return fields.map(\.encoded).joined(separator: ",") + "\n"
  }

  private static func text(_ text: String?) -> CSVField { text.map { CSVField($0) } ?? nil }
}
