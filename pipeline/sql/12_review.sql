-- What review stands on: the pages of each paper, what was read before people corrected it, and the drawn samples.

create table pages (
    document_id varchar not null,
    page        integer not null,
    width       double not null,
    height      double not null,
    source      varchar not null check (source in ('native', 'ocr')),
    confidence  double check (confidence between 0 and 1),
    words       integer not null,
    notes       varchar[] not null,
    primary key (document_id, page)
);
comment on table pages is 'En rad för varje sida i en handling.';
comment on column pages.document_id is 'Handlingen.';
comment on column pages.page is 'Sida, från 1.';
comment on column pages.width is 'Bredd i punkter, som sidan ligger i filen.';
comment on column pages.height is 'Höjd i punkter.';
comment on column pages.source is 'Varifrån texten kommer: native filens egen text, ocr bildläsning.';
comment on column pages.confidence is 'Bildläsningens säkerhet på sidan, 0–1. Tom när den inte lästes som bild.';
comment on column pages.words is 'Antal ord som lästes.';
comment on column pages.notes is 'Koder för vad man bör veta om läsningen, t.ex. unreadable när sidan inte gick att läsa.';

create table uncorrected (
    document_id varchar primary key,
    said        varchar not null
);
comment on table uncorrected is 'En rad för varje handling som människor har rättat: vad programmet läste innan.';
comment on column uncorrected.document_id is 'Handlingen.';
comment on column uncorrected.said is 'Det lästa, som JSON.';

create table samples (
    sample      varchar not null,
    document_id varchar not null,
    measure_id  varchar,
    stratum     varchar not null,
    "of"        integer not null,
    drawn       integer not null,
    judged      boolean not null,
    wrong       varchar[] not null
);
comment on table samples is 'En rad för varje åtgärd i ett stickprov som en människa ska bedöma.';
comment on column samples.sample is 'Stickprovets namn.';
comment on column samples.document_id is 'Handlingen.';
comment on column samples.measure_id is 'Åtgärden. Tom när den inte hittas längre.';
comment on column samples.stratum is 'Skikt som åtgärden drogs ur: hur den står i handlingen och varifrån texten kommer.';
comment on column samples."of" is 'Antal åtgärder i skiktet när stickprovet drogs.';
comment on column samples.drawn is 'Antal dragna ur skiktet.';
comment on column samples.judged is 'Om någon har bedömt åtgärden.';
comment on column samples.wrong is 'Fält som var fel enligt bedömningen; measure när det inte var någon åtgärd.';
