import Foundation

/// Pieces of JSON, RFC 8259, for lines whose keys stand in a set order.
package enum JSONText {
  /// A string in quotes, escaped where it must be.
  package static func string(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where scalar.value < 0x20:
        result += String(format: "\\u%04x", scalar.value)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  /// A number with at most `places` digits behind the point, and at least one; `null` for what is
  /// no number.
  package static func number(_ value: Double, places: Int) -> String {
    guard value.isFinite else { return "null" }
    var text = String(format: "%.\(places)f", value)
    while text.hasSuffix("0") && !text.hasSuffix(".0") { text.removeLast() }
    return text == "-0.0" ? "0.0" : text
  }

  /// A time in seconds, to the millisecond.
  package static func seconds(_ time: Duration) -> String {
    String(format: "%.3f", time / .seconds(1))
  }

  /// A point in time, RFC 3339 in UTC to the millisecond.
  package static func timestamp(_ date: Date) -> String {
    date.formatted(
      Date.ISO8601FormatStyle(includingFractionalSeconds: true, timeZone: .gmt))
  }
}
