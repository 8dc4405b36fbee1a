\set id random(1, 1020000)
select p.id, p.name, p.price, p.currency, p.category_id, p.is_active, p.image_url, p.thumbnails, p.created_at, p.description, p.code, p.updated_at, p.version from grocery.products as p where p.id = :id;
