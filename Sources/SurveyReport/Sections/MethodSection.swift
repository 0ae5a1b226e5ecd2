import SurveyCore

/// How the figures came about, and what may be wrong with them.
struct MethodSection {
  let waves: [WaveSummary]

  private var frames: Set<Frame> { Set(waves.map(\.frame)) }

  /// The section.
  var blocks: [Block] {
    [
      .heading(2, "Method and biases"),
      """
      A wave reads the lists, looks up each domain's MX records, connects to every MX host, says EHLO and STARTTLS, keeps \
      the certificates that it is shown, and leaves. No mail is sent. Classes are assigned once, when all has been seen, \
      against one trust store, each certificate at the time at which it was seen or at the one instant that the judgement names.
      """,
      tries,
      .heading(3, "Uncertainty"), .bullets(uncertainty), .heading(3, "Biases"), .bullets(MethodSection.biases),
    ]
  }

  /// What was asked more than once.
  private var tries: Block {
    let limits = Set(waves.map { Int($0.settings["retries"] ?? "0") ?? 0 })
    guard let most = limits.max(), most > 0 else {
      return """
        Nobody was asked twice: a host that put the survey off, or did not answer in time, counts as it was the one time.
        """
    }
    let times = most == 1 ? "once more" : "up to \(NumberText.grouped(most)) times more"
    let others = limits.count > 1 ? " Not so in every wave: how often is among the settings." : ""
    return """
      A host that put the survey off (a 4xx reply) was asked again \(times), one that did not answer in time once more, \
      later in the same wave; the last answer counts.\(others)
      """
  }

  private var uncertainty: [Prose] {
    let census: [Prose] =
      frames.contains(.census)
      ? [
        """
        **A census has no sampling interval.** Every domain of the lists was asked, so nothing was left to chance; an \
        interval around such a figure would say that the lists are a sample of something, and they are not. What did not \
        answer and how often an answer changes from one day to the next are other errors, and remain.
        """
      ] : []
    let sampled: [Prose] =
      frames.isDisjoint(with: [.sample, .cluster])
      ? []
      : [
        """
        **A sample has intervals at 95 %.** Domains drawn one by one: Wilson's score interval, for weighted domains with \
        the size that the weights leave (Kish). Hosts, addresses and operators are not drawn one by one: hosts of one \
        operator act together. Operators with at least 1 % of a unit are taken whole, the others are drawn again a thousand \
        times with a seed that belongs to the wave, so that the same wave gives the same interval.
        """
      ]
    let paired: [Prose] =
      waves.count > 1
      ? [
        """
        **The interval of a change** is of those that stayed, with operators as what acts on its own, in a census too: it \
        does not tell how sure the change is, which was counted, but how much of it hangs on a few operators' decisions.
        """
      ] : []
    return census + sampled + paired + [
      "No figure is corrected for looking at many of them: of a hundred intervals at 95 %, some five miss."
    ]
  }

  private static let biases: [Prose] = [
    """
    **Lists.** A list of popular domains is not the Internet, and changes from day to day. Compare waves over the panel.
    """,
    """
    **Spare MX hosts.** Many domains list a first or last MX that answers nobody, against spam. Counting every MX \
    makes the world look worse, counting any makes it look better; expected delivery over the lowest-preference hosts \
    that answer is what a sender meets.
    """,
    """
    **A few operators.** Two or three providers serve a large part of all domains and can move every weighted figure in a \
    day: look at the change by operator, and at the figures without the largest.
    """,
    """
    **Names in series.** Providers that give each customer an MX name of its own fill the host figures with themselves; \
    figures by operator count each once.
    """,
    """
    **Silence is not failure.** Hosts turn away those they do not know, put them off, or greet them late. What did not \
    answer when it was asked is counted apart, neither good nor bad.
    """,
    """
    **The way there.** A network between may take STARTTLS out of a dialogue. It would look like a host without it; \
    a second place of measurement would tell.
    """,
    """
    **One name asked.** The name in the handshake (SNI) is that of the MX host; a host asked without it, or for another \
    kind of key, may show another certificate.
    """,
    """
    **Addresses with many names.** An address takes at most eight connections a wave. Behind more than three MX names, three \
    are probed, which the seed picks; where these present the same, the others are taken to present it too, each judged by \
    its own name. Where they differ, further names are probed while connections last, and of the rest nothing is known. How \
    often inference is wrong stands under Coverage, where anything was inferred.
    """,
    """
    **Trust stores differ.** CA-verified is by one store at one time; a sender with another store sees something else.
    """,
    """
    **Weights are not mail.** A weight is a rank or a count of the list's. Nothing here counts messages.
    """,
  ]
}
