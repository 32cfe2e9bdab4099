/// What is wrong with a configuration, for whoever wrote it.
struct ConfigurationError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}

extension DecodingError {
    /// The error with the place that it is about.
    var inWords: String {
        let context: Context
        switch self {
        case .dataCorrupted(let found), .keyNotFound(_, let found), .typeMismatch(_, let found),
            .valueNotFound(_, let found):
            context = found
        @unknown default: return "\(self)"
        }
        let place = context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? ".\($0.stringValue)" }.joined()
        return place.isEmpty ? context.debugDescription : "At \(place.drop { $0 == "." }): \(context.debugDescription)"
    }
}
