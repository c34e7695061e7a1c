/// Reads an XML document into ``XMLElement``s: elements, attributes, text, comments, CDATA and
/// character references, which is all that OpenCV writes. A document type is refused, and with it
/// every entity that a document could define for itself.
///
/// Foundation's `XMLParser` is not used: with Swift 6.3 it stops the program on some broken
/// documents.
package struct XMLDocumentReader {
  /// Deepest nesting that is read: cascades need seven levels.
  private static let depthLimit = 32

  private let path: String
  private let bytes: [UInt8]
  private var index = 0
  /// Lines that end before `countedBytes`.
  private var countedLines = 0
  private var countedBytes = 0
  /// The open elements, root first.
  private var open: [XMLElement] = []
  private var root: XMLElement?

  /// The root element of a document in UTF-8.
  ///
  /// - Parameter path: what errors name.
  /// - Throws: ``FaceDetectionError/malformedXML(path:line:reason:)``.
  package static func root(of document: [UInt8], path: String) throws -> XMLElement {
    var reader = XMLDocumentReader(path: path, bytes: document)
    return try reader.read()
  }

  private init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
  }

  private mutating func read() throws -> XMLElement {
    while index < bytes.count {
      if bytes[index] != UInt8(ascii: "<") {
        try readText()
      } else if skip("<!--") {
        try skipBehind("-->", named: "comment")
      } else if skip("<![CDATA[") {
        let start = index
        try skipBehind("]]>", named: "CDATA section")
        try add(String(decoding: bytes[start..<(index - 3)], as: UTF8.self))
      } else if skip("<?") {
        try skipBehind("?>", named: "instruction")
      } else if skip("</") {
        try readEndTag()
      } else if skip("<!") {
        throw malformed("a document type, which is not read")
      } else {
        index += 1
        try readStartTag()
      }
    }
    if let element = open.last { throw malformed("the file ends inside <\(element.name)>") }
    guard let root else { throw malformed("no XML element") }
    return root
  }

  /// Text up to the next tag.
  private mutating func readText() throws {
    var text: [UInt8] = []
    while index < bytes.count, bytes[index] != UInt8(ascii: "<") {
      if bytes[index] == UInt8(ascii: "&") {
        text += try readReference()
      } else {
        text.append(bytes[index])
        index += 1
      }
    }
    if !open.isEmpty || text.contains(where: { !Self.isSpace($0) }) {
      try add(String(decoding: text, as: UTF8.self))
    }
  }

  private mutating func add(_ text: String) throws {
    guard !open.isEmpty else { throw malformed("text outside the root element") }
    open[open.count - 1].text += text
  }

  /// The character that `&name;` or `&#number;` stands for.
  private mutating func readReference() throws -> [UInt8] {
    let start = index + 1
    guard let end = bytes[start...].prefix(10).firstIndex(of: UInt8(ascii: ";")) else {
      throw malformed("an & that begins no reference")
    }
    let name = String(decoding: bytes[start..<end], as: UTF8.self)
    let named: [String: Unicode.Scalar] = [
      "lt": "<", "gt": ">", "amp": "&", "quot": "\"", "apos": "'",
    ]
    let number =
      name.hasPrefix("#x") ? UInt32(name.dropFirst(2), radix: 16) : UInt32(name.dropFirst())
    let scalar = name.hasPrefix("#") ? number.flatMap(Unicode.Scalar.init) : named[name]
    guard let scalar else { throw malformed("&\(name); stands for nothing") }
    index = end + 1
    return Array(String(scalar).utf8)
  }

  /// A start tag, from behind its `<`.
  private mutating func readStartTag() throws {
    let line = line()
    var element = XMLElement(name: try readName(), line: line)
    var names: Set<String> = []
    while true {
      let hasSpace = skipSpace()
      if skip("/>") { return try close(opening: element) }
      if skip(">") {
        try check(opening: element)
        return open.append(element)
      }
      guard hasSpace else { throw malformed("a broken tag <\(element.name)>") }
      let name = try readName()
      let value = try readAttributeValue()
      guard names.insert(name).inserted else { throw malformed("\(name) is given twice") }
      if name == "type_id" { element.typeID = value }
    }
  }

  /// `= "value"`.
  private mutating func readAttributeValue() throws -> String {
    skipSpace()
    guard skip("=") else { throw malformed("an attribute without a value") }
    skipSpace()
    guard index < bytes.count,
      bytes[index] == UInt8(ascii: "\"") || bytes[index] == UInt8(ascii: "'")
    else { throw malformed("an attribute's value without quotes") }
    let quote = bytes[index]
    index += 1
    var value: [UInt8] = []
    while index < bytes.count, bytes[index] != quote {
      switch bytes[index] {
      case UInt8(ascii: "<"): throw malformed("a < in an attribute's value")
      case UInt8(ascii: "&"): value += try readReference()
      default:
        value.append(bytes[index])
        index += 1
      }
    }
    guard index < bytes.count else { throw malformed("the file ends inside a tag") }
    index += 1
    return String(decoding: value, as: UTF8.self)
  }

  /// An end tag, from behind its `</`.
  private mutating func readEndTag() throws {
    let name = try readName()
    skipSpace()
    guard skip(">") else { throw malformed("a broken tag </\(name)>") }
    guard let element = open.popLast(), element.name == name else {
      throw malformed("</\(name)> ends nothing")
    }
    try close(opening: element)
  }

  /// Takes an element that is complete.
  private mutating func close(opening element: XMLElement) throws {
    try check(opening: element)
    if open.isEmpty {
      root = element
    } else {
      open[open.count - 1].children.append(element)
    }
  }

  /// Throws where no element may stand.
  private mutating func check(opening element: XMLElement) throws {
    if open.count >= Self.depthLimit {
      throw malformed("elements nested deeper than \(Self.depthLimit)")
    }
    if root != nil { throw malformed("<\(element.name)> behind the end of the root element") }
  }

  private mutating func readName() throws -> String {
    let start = index
    while index < bytes.count, Self.isNamePart(bytes[index]) { index += 1 }
    guard index > start, !Self.isInsideNameOnly(bytes[start]) else {
      throw malformed("a tag without a name")
    }
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }

  private static func isNamePart(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "_"), UInt8(ascii: ":"), 0x80...:
      true
    default: isInsideNameOnly(byte)
    }
  }

  private static func isInsideNameOnly(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
      || byte == UInt8(ascii: ".")
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }

  /// - Returns: whether there was any.
  @discardableResult
  private mutating func skipSpace() -> Bool {
    let start = index
    while index < bytes.count, Self.isSpace(bytes[index]) { index += 1 }
    return index > start
  }

  /// Passes over a text where it stands here.
  private mutating func skip(_ text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard bytes.count - index >= count else { return false }
    let isHere = text.withUTF8Buffer { expected in
      (0..<count).allSatisfy { bytes[index + $0] == expected[$0] }
    }
    if isHere { index += count }
    return isHere
  }

  /// Goes on behind the next place where a text stands.
  private mutating func skipBehind(_ text: StaticString, named name: String) throws {
    while index < bytes.count {
      if skip(text) { return }
      index += 1
    }
    throw malformed("the file ends inside a \(name)")
  }

  /// The line at hand, from 1.
  private mutating func line() -> Int {
    for byte in bytes[countedBytes..<index] where byte == 0x0A { countedLines += 1 }
    countedBytes = index
    return countedLines + 1
  }

  private mutating func malformed(_ reason: String) -> FaceDetectionError {
    .malformedXML(path: path, line: line(), reason: reason)
  }
}
