import Foundation
import FoundationXML

/// Reads an XML document into ``XMLElement``s.
final class XMLDocumentReader: NSObject, XMLParserDelegate {
  /// Deepest nesting that is read: cascades need seven levels.
  private static let depthLimit = 32

  /// The open elements, root first.
  private var open: [XMLElement] = []
  private var root: XMLElement?
  private var isTooDeep = false

  /// The root element of a document.
  ///
  /// - Parameter path: what errors name.
  /// - Throws: ``FaceDetectionError/malformedXML(path:line:reason:)``.
  static func root(of document: Data, path: String) throws -> XMLElement {
    let reader = XMLDocumentReader()
    let parser = XMLParser(data: document)
    parser.shouldResolveExternalEntities = false
    parser.delegate = reader
    let isWellFormed = parser.parse()
    if isWellFormed, let root = reader.root { return root }
    let reason =
      reader.isTooDeep
      ? "elements nested deeper than \(depthLimit)"
      : reader.root == nil && reader.open.isEmpty
        ? "no XML element" : "a tag is broken or the file ends too early"
    throw FaceDetectionError.malformedXML(path: path, line: parser.lineNumber, reason: reason)
  }

  func parser(
    _ parser: XMLParser, didStartElement elementName: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    guard open.count < Self.depthLimit else {
      isTooDeep = true
      return parser.abortParsing()
    }
    open.append(
      XMLElement(name: elementName, typeID: attributes["type_id"], line: parser.lineNumber))
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    guard !open.isEmpty else { return }
    open[open.count - 1].text += string
  }

  func parser(
    _ parser: XMLParser, didEndElement elementName: String, namespaceURI: String?,
    qualifiedName: String?
  ) {
    guard let element = open.popLast() else { return }
    if open.isEmpty {
      root = element
    } else {
      open[open.count - 1].children.append(element)
    }
  }
}
