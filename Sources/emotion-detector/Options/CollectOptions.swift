import ArgumentParser
import Foundation

/// What `live` keeps of faces, for training.
struct CollectOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      At the press of a digit keep the face that is seen as FOLDER/<class>/<time>.png, as \
      `emotion-trainer train` reads it. Of several faces the largest. Nothing is kept without a \
      key press, and what is kept can be read by you alone.
      """, valueName: "folder"), completion: .directory)
  var collect: String?

  @Option(
    help: ArgumentHelp(
      "The classes of --collect for the digits 1 to 9, such as happy,bored.",
      valueName: "name,…"))
  var collectClass: String?

  func validate() throws {
    guard (collect == nil) == (collectClass == nil) else {
      throw ValidationError("--collect and --collect-class go together.")
    }
    guard let collectClass else { return }
    let names = classes
    guard (1...FaceCollection.greatestCount).contains(names.count), Set(names).count == names.count
    else {
      throw ValidationError(
        "--collect-class names 1 to \(FaceCollection.greatestCount) classes, each once, "
          + "not \(collectClass).")
    }
    if let name = names.first(where: { $0.isEmpty || $0.hasPrefix(".") || $0.contains("/") }) {
      throw ValidationError(
        "--collect-class: \"\(name)\" is no name for a folder; leave out slashes and a dot at its "
          + "start.")
    }
  }

  /// What is to be collected; nil where nothing is.
  var collection: FaceCollection? {
    collect.map { FaceCollection(in: $0, classes: classes) }
  }

  private var classes: [String] {
    (collectClass ?? "").split(separator: ",", omittingEmptySubsequences: false).map {
      $0.trimmingCharacters(in: .whitespaces)
    }
  }
}
