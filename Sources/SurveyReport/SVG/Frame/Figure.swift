/// A chart in both layouts.
struct Figure: Sendable {
  /// For a page.
  let wide: Chart
  /// For a phone.
  let narrow: Chart

  /// Draws both.
  init(_ draw: (Layout) -> Chart) {
    wide = draw(.wide)
    narrow = draw(.narrow)
  }
}
