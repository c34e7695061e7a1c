/// The names of face crops, one for each photograph of a class.
package enum CropNames {
  /// Names that tell the photographs apart, without an ending: the file's own name, with its ending
  /// only where another photograph has the same name but for that.
  ///
  /// Two names never differ by no more than "-" and a number behind one of them: so are the further
  /// faces of one photograph named.
  ///
  /// - Parameter photographs: paths below the class' folder, each once, in an order that stays the
  ///   same: names depend on it where they have to be changed.
  /// - Returns: as many names, in the same order, each once and without a slash.
  package static func names(of photographs: [String]) -> [String] {
    let flat = photographs.map { $0.split(separator: "/").joined(separator: "-") }
    let stems = flat.map { stem(of: $0) }
    let uses = Dictionary(stems.map { ($0, 1) }, uniquingKeysWith: +)
    var taken = TakenNames()
    return zip(flat, stems).map { name, stem in
      if uses[stem] == 1, taken.insert(stem) { return stem }
      if taken.insert(name) { return name }
      var number = 2
      while !taken.insert("\(name)_\(number)") { number += 1 }
      return "\(name)_\(number)"
    }
  }

  /// The file of one of a photograph's faces.
  ///
  /// - Parameter number: 0 for the largest face, which has the photograph's name alone.
  package static func file(of name: String, face number: Int) -> String {
    number == 0 ? "\(name).png" : "\(name)-\(number + 1).png"
  }

  private static func stem(of name: String) -> String {
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
    return String(name[..<dot])
  }
}

/// Names of which none could be a further face of another.
private struct TakenNames {
  private var names: Set<String> = []
  /// What is left of names that end in a number.
  private var roots: Set<String> = []

  mutating func insert(_ name: String) -> Bool {
    let root = Self.root(of: name)
    if names.contains(name) || roots.contains(name) { return false }
    if let root, names.contains(root) { return false }
    names.insert(name)
    if let root { roots.insert(root) }
    return true
  }

  /// "a" of "a-12"; nil for a name that does not end so.
  private static func root(of name: String) -> String? {
    guard let dash = name.lastIndex(of: "-") else { return nil }
    let number = name[name.index(after: dash)...]
    return !number.isEmpty && number.allSatisfy { ("0"..."9").contains($0) }
      ? String(name[..<dash]) : nil
  }
}
