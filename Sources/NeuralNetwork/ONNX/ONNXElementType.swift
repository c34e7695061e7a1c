/// The element types of ONNX's TensorProto, by the specification's numbers.
enum ONNXElementType: Int32 {
  case float = 1
  case uint8 = 2
  case int8 = 3
  case uint16 = 4
  case int16 = 5
  case int32 = 6
  case int64 = 7
  case string = 8
  case bool = 9
  case float16 = 10
  case double = 11
  case uint32 = 12
  case uint64 = 13
  case complex64 = 14
  case complex128 = 15
  case bfloat16 = 16

  /// What messages call the type with a number.
  static func title(_ number: Int32) -> String {
    ONNXElementType(rawValue: number).map { "\($0)" } ?? "element type \(number)"
  }
}
