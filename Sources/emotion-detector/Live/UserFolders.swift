import Foundation

/// The user's folders for videos and pictures, as xdg-user-dirs has them.
struct UserFolders {
  private let environment: [String: String]
  private let configuration: String

  init(environment: [String: String] = ProcessInfo.processInfo.environment) {
    self.environment = environment
    let folder =
      environment["XDG_CONFIG_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
      ?? "\(Self.home(environment))/.config"
    configuration =
      (try? String(contentsOfFile: "\(folder)/user-dirs.dirs", encoding: .utf8)) ?? ""
  }

  /// Where recordings go.
  var recordings: String { folder("VIDEOS", otherwise: "Videos") + "/emotion-detector" }
  /// Where snapshots go.
  var snapshots: String { folder("PICTURES", otherwise: "Pictures") + "/emotion-detector" }

  private func folder(_ name: String, otherwise: String) -> String {
    let home = Self.home(environment)
    let key = "XDG_\(name)_DIR="
    for line in configuration.split(separator: "\n") where line.hasPrefix(key) {
      let value = line.dropFirst(key.count).trimmingCharacters(
        in: CharacterSet(charactersIn: "\" "))
      if value.hasPrefix("/") { return value }
      if value.hasPrefix("$HOME/") { return home + value.dropFirst(5) }
    }
    return "\(home)/\(otherwise)"
  }

  private static func home(_ environment: [String: String]) -> String {
    environment["HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? NSHomeDirectory()
  }
}
