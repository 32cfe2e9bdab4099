extension Parser {
    mutating func permissionStatement() throws(Interruption) -> Statement.Kind {
        let verb = keyword
        advance()
        let grantOptionOnly = verb == .revoke && keyword == .grant && token(ahead: 1).keyword == .option
        if grantOptionOnly {
            try expect(.grant, .option, .for)
        }
        let permissions = try permissions()
        let securable = accept(.on) ? try securable() : nil
        // Columns may also stand here, instead of behind the permission.
        let hasColumns = securable != nil && kind == .leftParenthesis
        if hasColumns {
            _ = try columnList()
        }
        guard accept(.to) || verb == .revoke && accept(.from) else {
            throw fail()
        }
        var principals = [try principal()]
        while accept(.comma) {
            principals.append(try principal())
        }
        let action: PermissionStatement.Action
        switch verb {
        case .grant:
            let isGrantable = keyword == .with && token(ahead: 1).keyword == .grant
            if isGrantable {
                try expect(.with, .grant, .option)
            }
            action = .grant(withGrantOption: isGrantable)
        case .deny:
            action = .deny(cascades: accept(.cascade))
        default:
            action = .revoke(grantOptionOnly: grantOptionOnly, cascades: accept(.cascade))
        }
        let grantor = accept(.as) ? try principal() : nil
        if hasColumns {
            throw notModelled("columns behind a securable")
        }
        return .permission(
            PermissionStatement(
                action: action,
                permissions: permissions,
                securable: securable,
                principals: principals,
                grantor: grantor
            )
        )
    }

    private mutating func permissions() throws(Interruption) -> [PermissionStatement.Permission] {
        var result: [PermissionStatement.Permission] = []
        repeat {
            var words: [String] = []
            while kind == .word, keyword != .on, keyword != .to, keyword != .from {
                words.append(try optionName())
            }
            guard !words.isEmpty else {
                throw fail()
            }
            result.append(PermissionStatement.Permission(name: words.joined(separator: " "), columns: try columnList()))
        } while accept(.comma)
        return result
    }
}
