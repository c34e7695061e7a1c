import Daemon
import Foundation

/// A daemon's status as lines for people: a name, then what it is.
enum StatusTable {
  static func text(_ status: StatusReport) -> String {
    var rows = [
      ("state", status.state.rawValue + (status.reason.map { ": \($0)" } ?? "")),
      ("source", status.source),
      ("up", String(format: "%.0f s", status.uptimeSeconds)),
      (
        "frames",
        String(
          format: "%.1f a second; %d captured, %d analysed, %d dropped", status.framesPerSecond,
          status.captured, status.analysed, status.dropped)
      ),
      ("faces", "\(status.faces)"),
      ("reconnects", "\(status.reconnects)"),
    ]
    if let latency = status.latency {
      rows.append(
        (
          "latency",
          String(
            format: "median %.1f ms, 95 %% below %.1f, 99 %% below %.1f", latency.medianMs,
            latency.p95Ms, latency.p99Ms)
        ))
    }
    rows += status.outputs.map {
      ("events", "\($0.name): \($0.lines) lines, \($0.dropped) dropped")
    }
    rows += [
      ("readers", "\(status.readers)"),
      ("recording", status.recording ?? "no"),
      ("storage", "\(status.storageBytes) bytes"),
      ("version", status.version),
    ]
    return rows.map { $0.padding(toLength: 12, withPad: " ", startingAt: 0) + $1 + "\n" }.joined()
  }
}
