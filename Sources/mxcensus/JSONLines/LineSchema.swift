/// The JSON Schemas of the filters' lines, part of the program, so that it needs no file beside it.
enum LineSchema: String, CaseIterable {
  case resolveInput = "resolve-input"
  case resolveOutput = "resolve-output"
  case probeInput = "probe-input"
  case probeOutput = "probe-output"

  /// The schema as it stands in its file.
  var text: String {
    let octets =
      switch self {
      case .resolveInput: PackageResources.resolve_input_schema_json
      case .resolveOutput: PackageResources.resolve_output_schema_json
      case .probeInput: PackageResources.probe_input_schema_json
      case .probeOutput: PackageResources.probe_output_schema_json
      }
    return String(decoding: octets, as: UTF8.self)
  }

  /// What is printed for a word of the command line.
  /// - Throws: an exit where there is no such schema.
  static func text(of word: String) throws -> String {
    if let schema = LineSchema(rawValue: word) { return schema.text }
    guard word == "all" else {
      let words = (allCases.map(\.rawValue) + ["all"]).joined(separator: ", ")
      throw Refusal(
        .usage, of: "json-lines", message: "--json-lines takes one of \(words), not \(word.debugDescription)"
      ).exit()
    }
    return "{\n" + allCases.map { "\"\($0.rawValue)\": \($0.text)" }.joined(separator: ",\n") + "}\n"
  }
}
