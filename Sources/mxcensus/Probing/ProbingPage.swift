import SurveyCore
import SurveyReport

/// The page that a scanning host shows to those who wonder who visited them: one file, without scripts and without
/// anything from elsewhere.
struct ProbingPage {
  let notice: SurveyNotice

  /// Nothing is loaded and nothing runs.
  private static let policy = "default-src 'none'; style-src 'unsafe-inline'"

  /// The file.
  var text: String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8"/>
    <meta http-equiv="Content-Security-Policy" content="\(ProbingPage.policy)"/>
    <meta name="viewport" content="width=device-width, initial-scale=1"/>
    <meta name="color-scheme" content="light dark"/>
    <meta name="referrer" content="no-referrer"/>
    <title>\(escaped(notice.host.text)): a survey of e-mail transport security</title>
    <style>
    \(ProbingPage.style)
    </style>
    </head>
    <body>
    <main>
    <h1>This host surveys e-mail transport security</h1>
    <p>If <code>\(escaped(notice.host.text))</code> stands in your mail server’s log, this page says why, and how to be left out.</p>
    \(who)
    \(ProbingPage.what)
    \(ProbingPage.kept)
    \(leftOut)
    </main>
    </body>
    </html>

    """
  }

  private var who: String {
    let name = notice.operatorName.map { "<p>The survey is run by \(escaped($0)).</p>\n" } ?? ""
    let addresses = notice.addresses.map { "<li><code>\($0)</code></li>\n" }.joined()
    let list = addresses.isEmpty ? "" : "\n<p>It comes from these addresses:</p>\n<ul>\n\(addresses)</ul>"
    let more = notice.policy.map {
      "\n<p>More about it: <a href=\"\(escaped($0))\" rel=\"noreferrer\">\(escaped($0))</a></p>"
    }
    return """
      <h2 id="who">Who</h2>
      \(name)<p>Questions and complaints: <a href="\(escaped(notice.contact))" rel="noreferrer">\(escaped(address))</a></p>\
      \(list)\(more ?? "")
      """
  }

  private static let what = """
    <h2 id="what">What is sent</h2>
    <p>A wave looks up the MX records of domains, and connects to each address of their mail hosts a few times at most, one \
    connection at a time and a second or more apart:</p>
    <ol>
    <li><code>EHLO</code>, or <code>HELO</code> where that is refused</li>
    <li><code>STARTTLS</code> and a TLS handshake, where it is offered</li>
    <li><code>QUIT</code></li>
    </ol>
    <p>It never says <code>MAIL</code>, <code>RCPT</code>, <code>DATA</code>, <code>AUTH</code> or <code>VRFY</code>: no mail is \
    sent, no mailbox is looked for, no password is tried. Policies of MTA-STS are fetched once over HTTPS.</p>
    """

  private static let kept = """
    <h2 id="kept">What is kept</h2>
    <p>The answers in the DNS, the server’s certificates, the TLS parameters, and the last reply where one ended the \
    conversation. Reports count; they are about the state of transport security, and of no person.</p>
    """

  private var leftOut: String {
    """
    <h2 id="opt-out">How to be left out</h2>
    <p>Write to <a href="\(escaped(notice.contact))" rel="noreferrer">\(escaped(address))</a> with your domains, addresses or \
    networks, from an address at the domain or that of the network’s abuse contact. They are then never visited again, and \
    what is known of them is deleted.</p>
    <p>The same in a form for programs: <a href="/.well-known/probing.txt">/.well-known/probing.txt</a> (RFC 9511).</p>
    """
  }

  /// The contact as people write it.
  private var address: String {
    notice.contact.hasPrefix("mailto:") ? String(notice.contact.dropFirst("mailto:".count)) : notice.contact
  }

  private func escaped(_ text: String) -> String {
    text.visible.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;").replacing("'", with: "&#39;")
  }

  private static let style = """
    :root { color-scheme: light dark; --paper: #ffffff; --ink: #1a1a1a; --rule: #d0d4d9; --link: #0b5394; }
    @media (prefers-color-scheme: dark) {
      :root { --paper: #14171a; --ink: #e6e6e6; --rule: #3a4047; --link: #82c4f5; }
    }
    html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
    body {
      margin: 0; background: var(--paper); color: var(--ink); font: 1.0625rem/1.6 system-ui, sans-serif;
      overflow-wrap: anywhere;
    }
    main { max-width: 40rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
    h1 { font-size: 1.75rem; line-height: 1.25; }
    h2 { margin-top: 2.5rem; padding-top: 0.75rem; border-top: 1px solid var(--rule); font-size: 1.25rem; }
    a { color: var(--link); }
    code { font-size: 0.9375em; }
    """
}
