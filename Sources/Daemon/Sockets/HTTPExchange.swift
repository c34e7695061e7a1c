/// As much HTTP/1.1 (RFC 9112) as a scrape takes: one request, one answer, the end.
enum HTTPExchange {
  /// The answer to a request's head; nil while its end has not come.
  static func answer(to input: [UInt8], metrics: () -> String) -> [UInt8]? {
    let text = String(decoding: input, as: UTF8.self)
    guard text.contains("\r\n\r\n") || text.contains("\n\n") else { return nil }
    let words = text.prefix { !$0.isNewline }.split(separator: " ")
    guard words.count == 3, words[2].hasPrefix("HTTP/1.") else {
      return response("400 Bad Request", "this is no HTTP request\n")
    }
    guard words[0] == "GET" else {
      return response("405 Method Not Allowed", "only GET is answered\n")
    }
    guard words[1] == "/metrics" else {
      return response("404 Not Found", "the metrics are at /metrics\n")
    }
    return response("200 OK", metrics())
  }

  /// The answer to a request that is too long.
  static var tooLong: [UInt8] {
    response("431 Request Header Fields Too Large", "the request is too long\n")
  }

  private static func response(_ status: String, _ body: String) -> [UInt8] {
    let head = [
      "HTTP/1.1 \(status)", "Content-Type: text/plain; version=0.0.4; charset=utf-8",
      "Content-Length: \(body.utf8.count)", "Connection: close", "", "",
    ]
    return Array((head.joined(separator: "\r\n") + body).utf8)
  }
}
