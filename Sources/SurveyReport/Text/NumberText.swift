/// Numbers as text, whatever the locale.
enum NumberText {
  /// The shortest text that reads back as the same number; whole numbers have no point.
  static func roundTrip(_ value: Double) -> String {
    if let whole = Int64(exactly: value) { return String(whole) }
    return value.description
  }

  /// A whole number with a comma between thousands.
  static func grouped(_ value: Int) -> String { fixed(Double(value), decimals: 0) }

  /// A number with so many decimals, half away from zero, and a comma between thousands.
  static func fixed(_ value: Double, decimals: Int) -> String {
    var scale: Int128 = 1
    for _ in 0..<decimals { scale *= 10 }
    let scaled = Int128((value.magnitude * Double(scale)).rounded())
    let whole = Array(String(scaled / scale))
    var text = value < 0 && scaled != 0 ? "−" : ""
    for (index, digit) in whole.enumerated() {
      if index > 0, (whole.count - index).isMultiple(of: 3) { text.append(",") }
      text.append(digit)
    }
    guard decimals > 0 else { return text }
    let fraction = String(scaled % scale)
    return text + "." + String(repeating: "0", count: decimals - fraction.count) + fraction
  }

  /// How many; with a decimal where units were shared out.
  static func count(_ value: Double) -> String { fixed(value, decimals: value == value.rounded() ? 0 : 1) }

  /// A number as it was written: whole ones with a comma between thousands, others with the decimals that they need.
  static func asWritten(_ value: Double) -> String {
    value == value.rounded() ? fixed(value, decimals: 0) : roundTrip(value)
  }

  /// A coordinate of a drawing: a tenth of a pixel at most, without trailing zeros.
  static func coordinate(_ value: Double) -> String { roundTrip((value * 10).rounded() / 10) }
}
