-- The tables: a public interface. Names and meanings stay; new columns may be added, last in their table.
-- Money is whole kronor, a saving positive. Boxes are in PDF points, origin top left. All counting starts at 1.
-- Codes are VARCHAR with a CHECK rather than ENUM: every client shows them as text, and adding one moves nothing.

create table files (
    path           varchar primary key,
    file_name      varchar not null,
    sha256         varchar,
    size_bytes     bigint,
    state          varchar not null check (state in ('read', 'read_warn', 'partial', 'ocr', 'no_text', 'needs_password',
                       'not_pdf', 'damaged', 'too_big', 'duplicate', 'rejected', 'skipped')),
    document_id    varchar,
    reason_code    varchar,
    reason         varchar,
    first_seen     timestamp,
    pages_declared integer,
    pages_read     integer
);
comment on table files is 'En rad för varje fil som fanns i indatamappen, även den som inte gick att läsa.';
comment on column files.path is 'Sökväg som den angavs eller hittades. Tecken som inte går att visa är omskrivna, t.ex. \xE5.';
comment on column files.file_name is 'Filens namn utan mapp.';
comment on column files.sha256 is 'Innehållets kontrollsumma (SHA-256). Tom när filen inte gick att öppna.';
comment on column files.size_bytes is 'Storlek i byte.';
comment on column files.state is 'Vad som hände: read läst, read_warn läst med anmärkning, partial delvis läst, ocr läst som bild, no_text ingen text, needs_password lösenord krävs, not_pdf inte en PDF, damaged skadad, too_big för stor, duplicate samma innehåll som en annan fil, rejected avvisad, skipped överhoppad.';
comment on column files.document_id is 'Handlingen i documents som filen innehåller. Tom när inget kunde läsas.';
comment on column files.reason_code is 'Kort kod för varför filen inte lästes helt. Tom när allt är väl.';
comment on column files.reason is 'Vad som är fel och vad man kan göra åt det.';
comment on column files.first_seen is 'När filen först sågs (UTC).';
comment on column files.pages_declared is 'Antal sidor som filen säger sig ha.';
comment on column files.pages_read is 'Antal sidor som lästes.';

create table documents (
    document_id     varchar primary key,
    sha256          varchar not null unique,
    file_name       varchar not null,
    municipality    varchar,
    body            varchar,
    district        varchar,
    title           varchar,
    doc_type        varchar check (doc_type in ('plan', 'follow_up', 'reply', 'consultant_report')),
    dnr             varchar,
    doc_date        date,
    plan_year       integer,
    pages           integer not null,
    pages_ocr       integer not null,
    text_source     varchar check (text_source in ('native', 'ocr', 'mixed')),
    ocr_confidence  double check (ocr_confidence between 0 and 1),
    extracted_with  varchar not null,
    manifest_fields varchar[] not null,
    source_address  varchar
);
comment on table documents is 'En rad för varje handling (ett unikt innehåll, hur många filnamn det än har).';
comment on column documents.document_id is 'Handlingens nyckel: de 16 första tecknen i sha256.';
comment on column documents.sha256 is 'Innehållets kontrollsumma (SHA-256).';
comment on column documents.file_name is 'Filens namn. Finns innehållet under flera namn: namnet på den sökväg som kommer först i bokstavsordning.';
comment on column documents.municipality is 'Kommun, utan ordet kommun. Tom när handlingen inte säger det.';
comment on column documents.body is 'Nämnd eller styrelse, i grundform.';
comment on column documents.district is 'Stadsdel. Tom i kommuner utan stadsdelar.';
comment on column documents.title is 'Handlingens rubrik som den står.';
comment on column documents.doc_type is 'Slag: plan plan, follow_up uppföljning, reply svar på skrivelse, consultant_report konsultrapport.';
comment on column documents.dnr is 'Diarienummer som det står.';
comment on column documents.doc_date is 'Handlingens datum.';
comment on column documents.plan_year is 'Budgetår som åtgärderna främst gäller.';
comment on column documents.pages is 'Antal lästa sidor.';
comment on column documents.pages_ocr is 'Antal sidor som lästes som bild (OCR).';
comment on column documents.text_source is 'Varifrån texten kommer: native filens egen text, ocr bildläsning, mixed båda.';
comment on column documents.ocr_confidence is 'Bildläsningens säkerhet, medel över sidorna, 0–1. Tom när inget lästes som bild.';
comment on column documents.extracted_with is 'Version av programmet, läsningen och reglerna.';
comment on column documents.manifest_fields is 'Kolumner i denna rad som kommer från manifest.csv och inte från handlingen.';
comment on column documents.source_address is 'Adress som handlingen hämtades från, enligt manifest.csv.';

create table measures (
    measure_id       varchar primary key,
    document_id      varchar not null,
    seq              integer not null,
    no               varchar,
    title            varchar,
    action           varchar not null,
    area             varchar check (area in ('individ_och_familj', 'aldreomsorg', 'funktionsnedsattning', 'forskola', 'skola',
                         'arbetsmarknad', 'kultur_och_fritid', 'stadsmiljo', 'ledning_och_administration')),
    subarea          varchar check (subarea in ('barn_och_unga', 'vuxna_missbruk', 'ekonomiskt_bistand', 'socialpsykiatri',
                         'familjeratt', 'kvinnofrid', 'hemloshet', 'hemtjanst', 'sarskilt_boende', 'bistand', 'forebyggande',
                         'boende', 'daglig_verksamhet', 'personlig_assistans', 'boendestod', 'ledsagning_avlosning', 'korttid',
                         'grundskola', 'gymnasium', 'vuxenutbildning', 'fritidshem', 'foreningsbidrag', 'fritidsgardar',
                         'lokaler', 'ledning', 'namnd')),
    area_path        varchar[] not null,
    start_raw        varchar,
    start_date       date,
    start_precision  varchar check (start_precision in
                         ('day', 'month', 'season', 'year', 'half_year', 'quarter', 'ongoing', 'about')),
    due_raw          varchar,
    due_date         date,
    due_precision    varchar check (due_precision in
                         ('day', 'month', 'season', 'year', 'half_year', 'quarter', 'ongoing', 'about')),
    ekonomisk_effekt bigint,
    effect_text      varchar,
    goal             varchar,
    method           varchar,
    responsible      varchar,
    status           varchar check (status in ('planned', 'ongoing', 'done', 'stopped')),
    status_raw       varchar,
    status_date      date,
    comment          varchar,
    layout           varchar not null check (layout in ('block', 'table', 'list', 'prose')),
    page_action      integer not null,
    page_first       integer not null,
    page_last        integer not null,
    confidence       double not null check (confidence between 0 and 1),
    review           varchar not null check (review in ('none', 'accepted', 'corrected')),
    check (page_action between page_first and page_last)
);
comment on table measures is 'En rad för varje åtgärd i en handling.';
comment on column measures.measure_id is 'Åtgärdens nyckel: handlingens nyckel, sidan och en kontrollsumma av åtgärdens första ord. Den är densamma vid en ny körning.';
comment on column measures.document_id is 'Handlingen som åtgärden står i.';
comment on column measures.seq is 'Åtgärdens ordning i handlingen, från 1.';
comment on column measures.no is 'Åtgärdens nummer i handlingen.';
comment on column measures.title is 'Åtgärdens rubrik eller korta namn som det står.';
comment on column measures.action is 'Vad som görs, med handlingens egna ord.';
comment on column measures.area is 'Verksamhetsområde (kod).';
comment on column measures.subarea is 'Delområde (kod).';
comment on column measures.area_path is 'Rubriker eller celler ovanför som namnger verksamheten, ytterst först, som de står.';
comment on column measures.start_raw is 'Start som den står.';
comment on column measures.start_date is 'Startdatum; första dagen i den tid som sägs. Tom för pågående.';
comment on column measures.start_precision is 'Hur noga starten är angiven: day dag, month månad, season årstid, year år, half_year halvår, quarter kvartal, ongoing pågående, about ungefär.';
comment on column measures.due_raw is 'När åtgärden ska vara klar, som det står.';
comment on column measures.due_date is 'Slutdatum; sista dagen i den tid som sägs.';
comment on column measures.due_precision is 'Hur noga slutet är angivet, samma koder som start_precision.';
comment on column measures.ekonomisk_effekt is 'Ett belopp i kronor som går att summera: uppskattad effekt för handlingens planår; namnger ingen uppskattning ett år, den utan år; finns ingen uppskattning, utfallet. Helårseffekt bara när inget annat sägs. Tom när inget belopp sägs, vilket inte är noll.';
comment on column measures.effect_text is 'Effekt i ord, som den står.';
comment on column measures.goal is 'Mål, som det står.';
comment on column measures.method is 'Hur åtgärden genomförs, som det står.';
comment on column measures.responsible is 'Ansvarig, som det står.';
comment on column measures.status is 'Läge: planned planerad, ongoing pågår, done genomförd, stopped avbruten.';
comment on column measures.status_raw is 'Orden som säger läget.';
comment on column measures.status_date is 'Dagen som läget gäller för.';
comment on column measures.comment is 'Kommentar eller uppföljning som inte är läget.';
comment on column measures.layout is 'Hur åtgärden står i handlingen: block etiketter, table tabell, list lista, prose löpande text.';
comment on column measures.page_action is 'Sidan där åtgärdens egna ord börjar.';
comment on column measures.page_first is 'Första sidan som åtgärden står på, med rubriker och tabellhuvud som den läses under.';
comment on column measures.page_last is 'Sista sidan som åtgärden står på.';
comment on column measures.confidence is 'Programmets säkerhet på att åtgärdens text, område, start, effekter och läge alla är rätt, 0–1.';
comment on column measures.review is 'Granskad av en människa: none nej, accepted godkänd, corrected rättad.';

create table effects (
    measure_id varchar not null,
    seq        integer not null,
    raw        varchar not null,
    amount_sek bigint not null,
    kind       varchar not null check (kind in ('estimated', 'actual')),
    year       integer,
    as_of      date,
    period     varchar not null check (period in ('total', 'full_year', 'year', 'month', 'day')),
    primary key (measure_id, seq)
);
comment on table effects is 'En rad för varje belopp som handlingen anger som en åtgärds ekonomiska effekt.';
comment on column effects.measure_id is 'Åtgärden som beloppet hör till.';
comment on column effects.seq is 'Ordning inom åtgärden, från 1. Beloppets plats står i evidence under field = effects.<seq>.';
comment on column effects.raw is 'Beloppet som det står, med enhet.';
comment on column effects.amount_sek is 'Kronor. En besparing är positiv, en kostnad negativ.';
comment on column effects.kind is 'estimated beräknad eller förväntad, actual utfall.';
comment on column effects.year is 'Budgetår som beloppet sägs gälla.';
comment on column effects.as_of is 'Datum som ett utfall gäller till och med.';
comment on column effects.period is 'total summa eller ett års effekt, full_year helårseffekt, year per år, month per månad, day per dygn.';

create table evidence (
    measure_id varchar not null,
    field      varchar not null,
    seq        integer not null,
    page       integer not null,
    x0         double not null,
    top        double not null,
    x1         double not null,
    bottom     double not null,
    text       varchar not null,
    confidence double check (confidence between 0 and 1)
);
comment on table evidence is 'En rad för varje plats som ett värde lästes från. Ett värde över flera rader, spalter eller sidor har flera.';
comment on column evidence.measure_id is 'Åtgärden.';
comment on column evidence.field is 'Kolumn i measures som värdet står i, eller effects.<seq> för ett belopp.';
comment on column evidence.seq is 'Ordning inom fältet, från 1.';
comment on column evidence.page is 'Sida, från 1.';
comment on column evidence.x0 is 'Vänster kant, i punkter från sidans vänstra kant.';
comment on column evidence.top is 'Övre kant, i punkter från sidans övre kant.';
comment on column evidence.x1 is 'Höger kant, i punkter från sidans vänstra kant.';
comment on column evidence.bottom is 'Nedre kant, i punkter från sidans övre kant.';
comment on column evidence.text is 'Orden som står på platsen.';
comment on column evidence.confidence is 'Programmets säkerhet på att fältets värde är rätt, 0–1: av värden med 0,9 är nio av tio rätt. Tom när en människa har satt värdet.';

create table control_totals (
    document_id varchar not null,
    raw         varchar not null,
    amount_sek  bigint not null,
    kind        varchar not null check (kind in ('estimated', 'actual')),
    year        integer,
    as_of       date,
    page        integer not null,
    sum_sek     bigint,
    agrees      boolean,
    scope       varchar,
    period      varchar not null check (period in ('total', 'full_year'))
);
comment on table control_totals is 'En rad för varje summa som handlingen trycker över sina åtgärder.';
comment on column control_totals.document_id is 'Handlingen.';
comment on column control_totals.raw is 'Summan som den står.';
comment on column control_totals.amount_sek is 'Summan i kronor.';
comment on column control_totals.kind is 'estimated beräknad, actual utfall.';
comment on column control_totals.year is 'Budgetår som summan gäller.';
comment on column control_totals.as_of is 'Datum som ett utfall gäller till och med.';
comment on column control_totals.page is 'Sida, från 1.';
comment on column control_totals.sum_sek is 'Vad de lästa beloppen blir tillsammans.';
comment on column control_totals.agrees is 'Om den tryckta summan är lika med de lästa beloppens.';
comment on column control_totals.scope is 'Gruppen som summan gäller. Tom för hela handlingen.';
comment on column control_totals.period is 'Vilka av åtgärdernas belopp summan är över: total årets, full_year helårseffekten.';

create table findings (
    document_id varchar,
    measure_id  varchar,
    field       varchar,
    severity    varchar not null check (severity in ('info', 'warning', 'error')),
    code        varchar not null,
    message     varchar not null,
    page        integer
);
comment on table findings is 'En rad för varje sak som man bör veta innan man använder en uppgift.';
comment on column findings.document_id is 'Handlingen.';
comment on column findings.measure_id is 'Åtgärden. Tom när iakttagelsen gäller hela handlingen.';
comment on column findings.field is 'Fältet som iakttagelsen gäller.';
comment on column findings.severity is 'info upplysning, warning varning, error fel.';
comment on column findings.code is 'Kort kod för slaget av iakttagelse.';
comment on column findings.message is 'Vad som är tveksamt och vad man kan göra.';
comment on column findings.page is 'Sida, från 1.';

create table figures (
    document_id  varchar not null,
    table_no     integer not null,
    caption      varchar,
    page         integer not null,
    row_label    varchar,
    column_label varchar,
    raw          varchar not null,
    value        double,
    unit         varchar
);
comment on table figures is 'En rad för varje cell i en tabell med siffror (budget, utfall, volymer).';
comment on column figures.document_id is 'Handlingen.';
comment on column figures.table_no is 'Tabellens ordning i handlingen, från 1.';
comment on column figures.caption is 'Tabellens rubrik.';
comment on column figures.page is 'Sida, från 1.';
comment on column figures.row_label is 'Radens rubrik.';
comment on column figures.column_label is 'Kolumnens rubrik.';
comment on column figures.raw is 'Cellen som den står.';
comment on column figures.value is 'Värdet som tal, i enheten som unit säger.';
comment on column figures.unit is 'Enhet.';

create table links (
    measure_id_a varchar not null,
    measure_id_b varchar not null,
    score        double not null check (score between 0 and 1),
    decision     varchar not null check (decision in ('same', 'unsure', 'different')),
    why          varchar not null,
    primary key (measure_id_a, measure_id_b)
);
comment on table links is 'En rad för varje par av åtgärder i olika handlingar som kan vara en och samma åtgärd.';
comment on column links.measure_id_a is 'Åtgärden i den äldre handlingen.';
comment on column links.measure_id_b is 'Åtgärden i den yngre handlingen.';
comment on column links.score is 'Likhet, 0–1.';
comment on column links.decision is 'same samma åtgärd, unsure oklart, different olika.';
comment on column links.why is 'Delarna i likheten: text, område, belopp, år, tal och namn; eller vem som har bestämt.';

create table corrections (
    document_id varchar not null,
    measure_id  varchar,
    field       varchar not null,
    old_value   varchar,
    new_value   varchar,
    "by"        varchar not null,
    "at"        timestamp not null,
    state       varchar not null check (state in ('applied', 'orphan')),
    correction_id varchar,
    reason      varchar
);
comment on table corrections is 'En rad för varje värde som en människa har satt eller bekräftat.';
comment on column corrections.document_id is 'Handlingen.';
comment on column corrections.measure_id is 'Åtgärden. Tom när värdet gäller handlingen.';
comment on column corrections.field is 'Fältet.';
comment on column corrections.old_value is 'Värdet före, som text.';
comment on column corrections.new_value is 'Värdet efter, som text.';
comment on column corrections."by" is 'Vem.';
comment on column corrections."at" is 'När (UTC).';
comment on column corrections.state is 'applied gäller, orphan åtgärden hittas inte längre.';
comment on column corrections.correction_id is 'Radens nyckel i data/corrections.';
comment on column corrections.reason is 'Varför rättelsen inte kunde användas, eller vad den som rättade skrev om den.';

create table runs (
    run_id            varchar primary key,
    started           timestamp not null,
    finished          timestamp,
    version           varchar not null,
    settings          varchar not null,
    files_seen        integer not null,
    documents_read    integer not null,
    documents_reused  integer not null,
    documents_failed  integer not null,
    pages_read        integer not null,
    fingerprint       varchar not null
);
comment on table runs is 'En rad för varje körning som har byggt om databasen.';
comment on column runs.run_id is 'Körningens nyckel.';
comment on column runs.started is 'Början (UTC).';
comment on column runs.finished is 'Slut (UTC).';
comment on column runs.version is 'Version av programmet, läsningen och reglerna.';
comment on column runs.settings is 'Inställningar, som JSON.';
comment on column runs.files_seen is 'Antal filer som sågs.';
comment on column runs.documents_read is 'Antal handlingar som lästes eller tolkades på nytt.';
comment on column runs.documents_reused is 'Antal handlingar som togs som de var från en tidigare körning.';
comment on column runs.documents_failed is 'Antal filer som inte kunde läsas.';
comment on column runs.pages_read is 'Antal sidor som lästes.';
comment on column runs.fingerprint is 'Kontrollsumma av allt som databasen byggdes av. Är den oförändrad behöver den inte byggas om.';
