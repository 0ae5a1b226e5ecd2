import Testing

@testable import SurveyReport

@Suite struct CaveatsTests {
  private static func text(_ blocks: [Block]) -> String { blocks.withCaveats.map(\.plain).joined(separator: "\n") }

  @Test func aFigureOfCAVerifiedGetsItOnceAStretch() {
    let blocks: [Block] = [
      .heading(2, "A"), "CA-verified 5.0 %", "CA-verified 6.0 %", .heading(3, "B"), "self-signed 5.0 %",
      .heading(3, "C"), .bullets(["`strict_pfs` 1.0 %"]),
    ]
    #expect(
      CaveatsTests.text(blocks)
        == "A\nCA-verified 5.0 %\nCA-verified 6.0 %\n\(Caveat.short)\nB\nself-signed 5.0 %\nC\nstrict_pfs 1.0 %\n\(Caveat.short)"
    )
  }

  @Test func whatHasItAlreadyIsLeft() {
    for caveat in [Caveat.short, Caveat.full] {
      let blocks: [Block] = [.heading(2, "A"), "CA-verified 5.0 %", "\(caveat)"]
      #expect(blocks.withCaveats.count == blocks.count)
    }
    #expect(([.heading(2, "A"), "CA-verified is a class"] as [Block]).withCaveats.count == 2)
  }

  @Test func figuresInTablesCount() {
    var table = Table(["Class", "w"])
    table.append(["CA-verified", "5.0 %"])
    #expect([Block.table(table)].withCaveats.count == 2)
  }
}
