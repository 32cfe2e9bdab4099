import KeyHierarchy

/// What this model says of itself where a script asks which server it runs on.
enum ServerFacts {
    /// `@@VERSION`. It begins as SQL Server's does, for scripts that look there, and then says what this is.
    static func banner(_ version: SQLServerVersion) -> String {
        "Microsoft SQL Server \(version.year) - \(productVersion(version)): a model of its encryption hierarchy, not the "
            + "product"
    }

    /// `SERVERPROPERTY('ProductVersion')`: the version as it was first released.
    static func productVersion(_ version: SQLServerVersion) -> String {
        let build =
            switch version {
            case .sql2016: "1601.5"
            case .sql2017: "1000.169"
            case .sql2019: "2000.5"
            case .sql2022: "1000.6"
            case .sql2025: "1000.7"
            }
        return "\(version.rawValue).0.\(build)"
    }
}
