/// An element of an XML document with what it holds; attributes other than `type_id` are dropped.
package struct XMLElement {
  package internal(set) var name: String
  /// OpenCV's name for what the element stores; nil where there is none.
  var typeID: String?
  /// Line of the document where the element starts, from 1.
  var line: Int
  package internal(set) var children: [XMLElement] = []
  /// The element's own text, that of its children left out.
  var text = ""

  /// The first child of that name.
  package func child(_ name: String) -> XMLElement? {
    children.first { $0.name == name }
  }

  /// The text's words, white space between them.
  package var words: [Substring] {
    text.utf8.split { $0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }.map(Substring.init)
  }
}
