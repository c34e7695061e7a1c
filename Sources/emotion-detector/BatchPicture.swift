/// A picture of a batch.
struct BatchPicture {
  /// Its path as it is read and reported.
  let path: String
  /// Its place below the folder that was named, or its file's name.
  let relativePath: String
}
