import SurveyCore

@testable import SurveyStore

/// A survey with something to take out: addresses of both families, replies that name one, certificates.
enum PublishedSurvey {
  static let v4 = ["198.51.100.201", "198.51.100.202"]
  static let v6 = "2001:db8:77aa:bb01::cc"
  static let replies = ["554 5.7.1 client [203.0.113.77] blocked", "554 5.7.1 [203.0.113.78] is not welcome"]
  static let leaf = FakeLeaf(.selfSigned, "mx.published.example")

  static var survey: SmallSurvey {
    var survey = SmallSurvey()
    survey.domain("published.example", (10, "mx.published.example"), (10, "second.published.example"))
    survey.domain("refusing.example", (10, "mx.refusing.example"))
    survey.host("mx.published.example", (v4[0], .tls(leaf)), (v6, .tls(leaf)))
    survey.host("second.published.example", (v4[1], .noStartTLS))
    survey.host("mx.refusing.example", ("198.51.100.203", refusal(0)), ("198.51.100.204", refusal(1)))
    return survey
  }

  private static func refusal(_ number: Int) -> SmallSurvey.Sight {
    SmallSurvey.Sight(
      ending: ProbeEnding(
        stage: .greeting, reason: .greeting5xx, replyCode: ReplyCode(rawValue: 554), text: Array(replies[number].utf8)))
  }
}
