import Foundation

/// Finds models and cascades from any folder the program is run in.
package struct DataLocator: Sendable {
  /// The model taken when none is named.
  package static let defaultModel = "residual"
  /// The cascade taken when none is named: the project's own.
  package static let defaultCascade = "frontalface"
  /// Where Debian's package opencv-data puts OpenCV's cascades.
  package static let debianCascades = "/usr/share/opencv4/haarcascades"

  private let environment: [String: String]
  private let executable: String

  /// - Parameters:
  ///   - environment: the process's variables.
  ///   - executable: absolute path of the running program, symbolic links resolved.
  package init(
    environment: [String: String] = ProcessInfo.processInfo.environment,
    executable: String = Self.currentExecutable
  ) {
    self.environment = environment
    self.executable = executable
  }

  /// The running program's own path, symbolic links resolved.
  package static var currentExecutable: String {
    (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
      ?? CommandLine.arguments.first ?? ""
  }

  /// The file of a model.
  ///
  /// - Parameter wish: a file's path, or the name of a file in a `models` folder, with `.onnx` or
  ///   without; nil for ``defaultModel``.
  /// - Throws: ``RecognitionError`` naming every place that was looked in.
  package func model(_ wish: String? = nil) throws -> String {
    try locate(
      wish, default: Self.defaultModel, kind: "model", folder: "models", fileExtension: "onnx",
      elsewhere: [],
      remedy: "give a file with --model FILE, or set EMOTION_DETECTOR_DATA to the folder that "
        + "holds models/")
  }

  /// The file of a cascade.
  ///
  /// - Parameter wish: a file's path, or the name of a file in a `cascades` folder, with `.xml` or
  ///   without, else one of OpenCV's where Debian's package opencv-data has put them; nil for
  ///   ``defaultCascade``.
  /// - Throws: ``RecognitionError`` naming every place that was looked in.
  package func cascade(_ wish: String? = nil) throws -> String {
    try locate(
      wish, default: Self.defaultCascade, kind: "cascade", folder: "cascades",
      fileExtension: "xml", elsewhere: wish.map { [openCVFile($0)] } ?? [],
      remedy: "give a file with --cascade FILE, or set EMOTION_DETECTOR_DATA to the folder that "
        + "holds cascades/")
  }

  /// Where OpenCV's cascade of a name is, with `haarcascade_` or without.
  private func openCVFile(_ name: String) -> String {
    let name = bareName(name, fileExtension: "xml")
    let file = name.hasPrefix("haarcascade_") ? name : "haarcascade_\(name)"
    return "\(Self.debianCascades)/\(file).xml"
  }

  /// The folders that may hold `models` and `cascades`, the first one first.
  ///
  /// - Throws: ``RecognitionError/unusableDataFolder(path:)``.
  package func folders() throws -> [String] {
    var folders: [String] = []
    if let named = environment["EMOTION_DETECTOR_DATA"], !named.isEmpty {
      guard isFolder(named) else { throw RecognitionError.unusableDataFolder(path: named) }
      folders.append(named)
    }
    folders += xdgFolders().map { "\($0)/emotion-detector" }
    let beside = URL(fileURLWithPath: executable).deletingLastPathComponent()
    folders.append(
      beside.deletingLastPathComponent().appendingPathComponent("share/emotion-detector").path)
    if let checkout = checkout(above: beside) { folders.append(checkout) }
    return folders
  }

  /// The XDG base directories for data; relative ones don't count, as the specification says.
  private func xdgFolders() -> [String] {
    var folders: [String] = []
    if let own = environment["XDG_DATA_HOME"], own.hasPrefix("/") {
      folders.append(own)
    } else if let home = environment["HOME"], home.hasPrefix("/") {
      folders.append("\(home)/.local/share")
    }
    let shared = environment["XDG_DATA_DIRS"].flatMap { $0.isEmpty ? nil : $0 }
    return folders
      + (shared ?? "/usr/local/share:/usr/share").split(separator: ":").map(String.init).filter {
        $0.hasPrefix("/")
      }
  }

  /// The nearest folder above that looks like this project's sources.
  private func checkout(above start: URL) -> String? {
    var folder = start.standardizedFileURL
    while folder.path != "/" {
      if isFile(folder.appendingPathComponent("Package.swift").path),
        isFolder(folder.appendingPathComponent("Sources/EmotionRecognition").path)
      {
        return folder.path
      }
      folder.deleteLastPathComponent()
    }
    return nil
  }

  private func locate(
    _ wish: String?, default usual: String, kind: String, folder: String, fileExtension: String,
    elsewhere: [String], remedy: String
  ) throws -> String {
    // What has a slash is a path, not a name to look for.
    if let wish, wish.isEmpty || wish.contains("/"), !isFile(wish) {
      throw RecognitionError.missingFile(kind: kind, path: wish)
    }
    let name = bareName(wish ?? usual, fileExtension: fileExtension)
    let places =
      [wish].compactMap { $0 }
      + (try folders().map { "\($0)/\(folder)/\(name).\(fileExtension)" }) + elsewhere
    guard let found = places.first(where: isFile) else {
      throw RecognitionError.notFound(
        kind: kind, name: wish ?? usual, places: places, remedy: remedy)
    }
    return found
  }

  private func bareName(_ name: String, fileExtension: String) -> String {
    name.hasSuffix(".\(fileExtension)") ? String(name.dropLast(fileExtension.count + 1)) : name
  }

  private func isFile(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && !isFolder.boolValue
  }

  private func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && isFolder.boolValue
  }
}
