/// A path in a configuration, which counts from the directory of the file unless it is absolute.
struct ConfiguredPath: Decodable {
    let path: String

    /// Where a decoder has the directory.
    static let directoryKey = CodingUserInfoKey(rawValue: "directory") ?? { preconditionFailure("A key of text.") }()

    init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        let directory = decoder.userInfo[Self.directoryKey] as? String ?? "."
        path = text.hasPrefix("/") ? text : "\(directory)/\(text)"
    }
}
