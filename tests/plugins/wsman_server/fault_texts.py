"""What faults say, in the four languages of the fixtures; own words: clients must go by codes, never by these."""

TEXTS = {
    "access-denied": {
        "en": "Access was refused.", "de": "Der Zugriff wurde verweigert.",
        "ja": "アクセスは拒否されました。", "zh": "访问被拒绝。"},
    "action": {
        "en": "This service does not know the action.", "de": "Der Dienst kennt diese Aktion nicht.",
        "ja": "このサービスはその操作を認識できません。", "zh": "此服务不识别该操作。"},
    "body": {
        "en": "The body does not fit the action.", "de": "Der Nachrichtentext passt nicht zur Aktion.",
        "ja": "本文が操作と一致しません。", "zh": "消息正文与操作不符。"},
    "character-set": {
        "en": "The character set has to be UTF-8 or UTF-16.", "de": "Der Zeichensatz muss UTF-8 oder UTF-16 sein.",
        "ja": "文字セットは UTF-8 または UTF-16 である必要があります。", "zh": "字符集必须为 UTF-8 或 UTF-16。"},
    "class-unknown": {
        "en": "There is no such class in this namespace.", "de": "Die Klasse gibt es in diesem Namespace nicht.",
        "ja": "指定されたクラスは名前空間にありません。", "zh": "命名空间中没有指定的类。"},
    "context": {
        "en": "The enumeration context is not valid any more.", "de": "Der Aufzählungskontext ist ungültig.",
        "ja": "列挙コンテキストが無効です。", "zh": "枚举上下文无效。"},
    "dialect": {
        "en": "Filters are taken in WQL only.", "de": "Filter werden nur in WQL angenommen.",
        "ja": "フィルターは WQL のみ使用できます。", "zh": "筛选器只支持 WQL。"},
    "duration": {
        "en": "The time-out is no duration.", "de": "Das Zeitlimit ist keine gültige Dauer.",
        "ja": "タイムアウトの期間が無効です。", "zh": "超时不是有效的持续时间。"},
    "envelope-exceeded": {
        "en": "The answer does not fit into the largest allowed envelope.",
        "de": "Die Antwort passt nicht in die größte erlaubte Nachricht.",
        "ja": "応答が最大エンベロープ サイズを超えています。", "zh": "响应超过了最大信封大小。"},
    "envelope-minimum": {
        "en": "The largest envelope has to have 8192 octets or more.",
        "de": "Die maximale Nachrichtengröße muss mindestens 8192 Oktette betragen.",
        "ja": "最大エンベロープ サイズは 8192 オクテット以上必要です。", "zh": "最大信封大小至少为 8192 个八位字节。"},
    "filter": {
        "en": "The filter could not be processed; it may be wrong.",
        "de": "Der Filter konnte nicht verarbeitet werden; er ist möglicherweise falsch.",
        "ja": "フィルターを処理できませんでした。", "zh": "无法处理筛选器。"},
    "header-invalid": {
        "en": "A header of the message is not valid.", "de": "Eine Kopfzeile der Nachricht ist ungültig.",
        "ja": "メッセージのヘッダーが無効です。", "zh": "消息标头无效。"},
    "header-required": {
        "en": "A header that is needed is missing.", "de": "Eine erforderliche Kopfzeile fehlt.",
        "ja": "必要なヘッダーがありません。", "zh": "缺少必需的标头。"},
    "locale": {
        "en": "A locale cannot be demanded.", "de": "Ein Gebietsschema kann nicht erzwungen werden.",
        "ja": "ロケールを必須にすることはできません。", "zh": "不能强制要求区域设置。"},
    "mode": {
        "en": "This way of enumerating is not offered.", "de": "Diese Art der Aufzählung wird nicht angeboten.",
        "ja": "この列挙モードはサポートされていません。", "zh": "不支持此枚举模式。"},
    "must-understand": {
        "en": "A header that has to be understood is not known.", "de": "Eine zwingende Kopfzeile ist unbekannt.",
        "ja": "理解が必要なヘッダーを認識できません。", "zh": "无法理解必须理解的标头。"},
    "namespace-unknown": {
        "en": "There is no such namespace.", "de": "Den Namespace gibt es nicht.",
        "ja": "指定された名前空間はありません。", "zh": "没有指定的命名空间。"},
    "query-invalid": {
        "en": "The query is not valid.", "de": "Die Abfrage ist ungültig.",
        "ja": "クエリが無効です。", "zh": "查询无效。"},
    "quota": {
        "en": "This user has too many operations open.", "de": "Dieser Benutzer hat zu viele offene Vorgänge.",
        "ja": "このユーザーの同時操作数の上限を超えました。", "zh": "此用户的并发操作过多。"},
    "reply-to": {
        "en": "Answers go to the anonymous address only.", "de": "Antworten gehen nur an die anonyme Adresse.",
        "ja": "応答先には匿名アドレスのみ使用できます。", "zh": "答复只能发往匿名地址。"},
    "request-too-large": {
        "en": "The request is larger than this service takes.", "de": "Die Anforderung ist zu groß.",
        "ja": "要求が大きすぎます。", "zh": "请求过大。"},
    "resource-not-found": {
        "en": "What the resource URI and the selectors name was not found.",
        "de": "Die durch URI und Selektoren bezeichnete Ressource wurde nicht gefunden.",
        "ja": "リソース URI とセレクターで示されたリソースが見つかりません。", "zh": "找不到资源 URI 和选择器所指的资源。"},
    "schema": {
        "en": "The message does not follow the schema.", "de": "Die Nachricht entspricht nicht dem Schema.",
        "ja": "メッセージがスキーマに従っていません。", "zh": "消息不符合架构。"},
    "selectors": {
        "en": "The selectors do not fit the resource.", "de": "Die Selektoren passen nicht zur Ressource.",
        "ja": "セレクターがリソースに適合しません。", "zh": "选择器与资源不符。"},
    "timed-out": {
        "en": "The operation did not end within its time-out.", "de": "Der Vorgang überschritt das Zeitlimit.",
        "ja": "操作がタイムアウトしました。", "zh": "操作超时。"},
    "version": {
        "en": "Only SOAP 1.2 is spoken here.", "de": "Hier wird nur SOAP 1.2 gesprochen.",
        "ja": "SOAP 1.2 のみ使用できます。", "zh": "仅支持 SOAP 1.2。"},
    "wql-uri": {
        "en": "A WQL query needs a resource URI that ends with /*.",
        "de": "Eine WQL-Abfrage braucht einen Ressourcen-URI, der auf /* endet.",
        "ja": "WQL クエリには /* で終わるリソース URI が必要です。", "zh": "WQL 查询需要以 /* 结尾的资源 URI。"},
    "xml": {
        "en": "The message is no well-formed XML.", "de": "Die Nachricht ist kein wohlgeformtes XML.",
        "ja": "メッセージは整形式の XML ではありません。", "zh": "消息不是格式正确的 XML。"},
}


def text_of(key: str, language: str) -> str:
    """`language` is a tag such as de-DE; what is in none of the four is told in English."""
    texts = TEXTS[key]
    return texts.get(language.split("-")[0], texts["en"])
