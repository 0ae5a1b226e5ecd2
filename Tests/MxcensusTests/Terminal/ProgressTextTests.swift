import SurveyScan
import Testing

@testable import mxcensus

@Suite struct ProgressTextTests {
  private let began = ContinuousClock.now

  private func snapshot(
    done: Int = 1_200, total: Int = 5_000, before: Int = 0, words: [String: Int] = ["tls": 1_100, "unreachable": 100]
  ) -> Progress.Snapshot {
    var snapshot = Progress.Snapshot()
    (snapshot.stage, snapshot.done, snapshot.total, snapshot.before) = ("probes", done, total, before)
    (snapshot.words, snapshot.began) = (words, began)
    return snapshot
  }

  private func line(_ snapshot: Progress.Snapshot, _ text: ProgressText = ProgressText()) -> String {
    text.line(snapshot, at: began + .seconds(25))
  }

  @Test func itSaysHowMuchHowFastHowLongAndWhat() {
    #expect(line(snapshot()) == "probes 1,200 of 5,000 (24 %), 48/s, 1:19 left; tls 1,100, unreachable 100")
  }

  @Test func whatAnEarlierRunDidCountsAsDoneAndNotForTheRate() {
    #expect(
      line(snapshot(done: 100, before: 4_400, words: ["tls": 100]))
        == "probes 4,500 of 5,000 (90 %), 4/s, 2:05 left; tls 100")
  }

  @Test func withoutATotalThereIsNoEnd() {
    #expect(line(snapshot(total: 0, words: [:])) == "probes 1,200, 48/s")
    #expect(line(snapshot(done: 0, total: 0, words: [:])) == "probes, 0:25 so far")
  }

  @Test func theRarestOutcomesAreLeftOutFirst() {
    let words = ["a": 5, "b": 4, "c": 3, "d": 2, "e": 1]
    let many = snapshot(words: words)
    #expect(line(many).hasSuffix("; a 5, b 4, c 3, d 2, …"))
    #expect(line(many, ProgressText(isVerbose: true)).hasSuffix("; a 5, b 4, c 3, d 2, e 1"))
    #expect(line(many, ProgressText(width: 70)).hasSuffix("; a 5, b 4, c 3, d 2, …"))
    #expect(line(many, ProgressText(width: 62)).hasSuffix(" left; a 5, b 4, …"))
    #expect(line(many, ProgressText(width: 48)).hasSuffix(" left"))
  }

  @Test(arguments: 2...120)
  func noLineIsWiderThanTheTerminal(width: Int) {
    let text = ProgressText(width: width, isVerbose: true)
    #expect(line(snapshot(), text).count < width)
    #expect(text.summary(snapshot(), at: began + .seconds(90)).count < width)
  }

  @Test func onlyTheStageStandsOutAndNothingInsideOfALineDrivesTheTerminal() {
    let text = line(snapshot(), ProgressText(width: 60))
    #expect(!text.contains("\u{1b}"))
    #expect(
      Terminal.rewritten(text, heading: "probes", isKept: false)
        == "\r\u{1b}[K\u{1b}[1mprobes\u{1b}[0m" + text.dropFirst(6))
    #expect(Terminal.rewritten(text, heading: "", isKept: true) == "\r\u{1b}[K\(text)\n")
    #expect(Terminal.rewritten("a\u{1b}[2J\nb", heading: "a", isKept: true).filter { $0 == "\n" }.count == 1)
    #expect(!Terminal.rewritten("a\u{1b}[2J\nb", heading: "a", isKept: true).contains("[2J\n"))
    #expect(!Terminal.rewritten("\u{1b}[2J", heading: "", isKept: true).contains("\u{1b}[2J"))
  }

  @Test func aStageThatIsOverTellsWhatItCameTo() {
    #expect(
      ProgressText().summary(snapshot(done: 5_000, before: 10, words: ["tls": 5_000]), at: began + .seconds(104))
        == "probes: 5,000 in 1:44 after 10 of an earlier run, 48/s; tls 5,000")
  }

  @Test(arguments: [
    (0, "0:00"), (59, "0:59"), (3_599, "59:59"), (3_600, "1:00:00"), (86_399, "23:59:59"), (90_061, "1 d 1:01:01"),
  ])
  func clocksHaveHoursAndDaysWhereTheyNeedThem(seconds: Int, text: String) {
    #expect(ProgressText.clock(.seconds(seconds)) == text)
  }

  @Test func stagesThatAreOverAreTakenOnceEach() {
    let progress = Progress()
    progress.begin("domains", total: 2)
    progress.count("mx", by: 2)
    progress.begin("probes", total: 1)
    #expect(progress.takeEnded().map(\.stage) == ["domains"])
    #expect(progress.takeEnded().isEmpty)
    #expect(progress.snapshot.stage == "probes")
    progress.end()
    progress.end()
    #expect(progress.takeEnded().map(\.stage) == ["probes"])
  }
}
